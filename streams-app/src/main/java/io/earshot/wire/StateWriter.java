package io.earshot.wire;

import io.earshot.calibration.Calibration;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.Explanation;
import io.earshot.match.FactorShare;
import io.earshot.match.ScorePath;
import io.earshot.query.BackgroundFit;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the values that state is made of; {@link StateReader} reads them in the same order. */
final class StateWriter {
    private final DataOutputStream out;

    StateWriter(DataOutputStream out) {
        this.out = out;
    }

    /** Of any length; what DataOutputStream writes must fit 64 kB. */
    void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    void texts(Collection<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(text);
        }
    }

    void longs(long... values) throws IOException {
        for (long value : values) {
            out.writeLong(value);
        }
    }

    void doubles(double... values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    void doubles(Collection<Double> values) throws IOException {
        out.writeInt(values.size());
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    <T> void optional(Optional<T> value, Part<T> part) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            part.write(value.get());
        }
    }

    void query(StandingQuery query) throws IOException {
        text(query.id());
        text(query.text());
        texts(query.otherTexts());
        texts(query.negatives());
        texts(query.sources());
        Map<String, String> labels = new TreeMap<>(query.labels());
        texts(labels.keySet());
        texts(labels.values());
        rules(query.rules());
    }

    void point(OperatingPoint point) throws IOException {
        doubles(point.openConfidence(), point.closeConfidence());
        text(point.decidedBy().name());
        optional(point.calibration(), this::calibration);
    }

    void explanation(Explanation why) throws IOException {
        ScorePath path = why.path();
        doubles(path.levelScores());
        out.writeInt(path.factors().size());
        for (FactorShare share : path.factors()) {
            out.writeInt(share.factor());
            text(share.name());
            doubles(share.factorConfidence(), share.similarity());
        }
        doubles(path.alignmentScore(), path.factorScore(), path.penalty());
        background(why.background());
        doubles(why.backgroundPercentile());
        longs(why.evidenceStartMicros(), why.evidenceEndMicros());
    }

    private void rules(DecisionRules rules) throws IOException {
        text(rules.sensitivity().kind().name());
        doubles(rules.sensitivity().value(), rules.openConfidence(), rules.closeConfidence());
        out.writeInt(rules.confirmHits());
        out.writeInt(rules.confirmHops());
        duration(rules.mergeGap());
        duration(rules.minDuration());
        duration(rules.maxDuration());
        duration(rules.cooldown());
    }

    private void duration(Duration duration) throws IOException {
        out.writeLong(duration.getSeconds());
        out.writeInt(duration.getNano());
    }

    private void calibration(Calibration calibration) throws IOException {
        text(calibration.sourceId());
        text(calibration.queryId());
        text(calibration.queryVersion());
        text(calibration.modelDigest());
        doubles(
                calibration.thresholdScore(),
                calibration.alarmsPerDay(),
                calibration.lowAlarmsPerDay(),
                calibration.highAlarmsPerDay());
        background(calibration.background());
        doubles(calibration.quantiles());
        longs(calibration.validFromMicros());
        doubles(calibration.heardSeconds());
    }

    private void background(BackgroundFit fit) throws IOException {
        doubles(fit.mean(), fit.deviation());
    }

    /** Writes one kind of value. */
    interface Part<T> {
        void write(T value) throws IOException;
    }
}
