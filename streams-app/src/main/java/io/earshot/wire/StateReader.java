package io.earshot.wire;

import io.earshot.calibration.Calibration;
import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.Explanation;
import io.earshot.match.FactorShare;
import io.earshot.match.ScorePath;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what {@link StateWriter} wrote. */
final class StateReader {
    private final DataInputStream in;

    StateReader(DataInputStream in) {
        this.in = in;
    }

    String text() throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a text of " + length + " bytes breaks off");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    List<String> texts() throws IOException {
        return list(this::text);
    }

    <T> List<T> list(Part<T> part) throws IOException {
        int count = in.readInt();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(part.read());
        }
        return values;
    }

    <T> Optional<T> optional(Part<T> part) throws IOException {
        return in.readBoolean() ? Optional.of(part.read()) : Optional.empty();
    }

    StandingQuery query() throws IOException {
        String id = text();
        String text = text();
        List<String> otherTexts = texts();
        List<String> negatives = texts();
        List<String> sources = texts();
        List<String> labelNames = texts();
        List<String> labelValues = texts();
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < labelNames.size(); i++) {
            labels.put(labelNames.get(i), labelValues.get(i));
        }
        return new StandingQuery(id, text, otherTexts, negatives, sources, rules(), labels);
    }

    OperatingPoint point() throws IOException {
        return new OperatingPoint(
                in.readDouble(), in.readDouble(), DecidedBy.valueOf(text()), optional(this::calibration));
    }

    Explanation explanation() throws IOException {
        List<Double> levels = list(in::readDouble);
        List<FactorShare> factors = list(() -> new FactorShare(in.readInt(), text(), in.readDouble(), in.readDouble()));
        double alignment = in.readDouble();
        ScorePath path = new ScorePath(levels, alignment, factors, in.readDouble(), in.readDouble());
        return new Explanation(path, background(), in.readDouble(), in.readLong(), in.readLong());
    }

    private DecisionRules rules() throws IOException {
        return new DecisionRules(
                new Sensitivity(Sensitivity.Kind.valueOf(text()), in.readDouble()),
                in.readDouble(),
                in.readDouble(),
                in.readInt(),
                in.readInt(),
                duration(),
                duration(),
                duration(),
                duration());
    }

    private Duration duration() throws IOException {
        return Duration.ofSeconds(in.readLong(), in.readInt());
    }

    private Calibration calibration() throws IOException {
        return new Calibration(
                text(),
                text(),
                text(),
                text(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                background(),
                list(in::readDouble),
                in.readLong(),
                in.readDouble());
    }

    private BackgroundFit background() throws IOException {
        return new BackgroundFit(in.readDouble(), in.readDouble());
    }

    /** Reads one kind of value. */
    interface Part<T> {
        T read() throws IOException;
    }
}
