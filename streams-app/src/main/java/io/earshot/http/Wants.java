package io.earshot.http;

import io.earshot.decide.EventPhase;
import io.earshot.history.EventFilter;
import io.earshot.history.TimeSpan;
import io.earshot.history.Wanted;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which events and near misses a request asks for. */
final class Wants {
    static final Set<String> SEVERAL = Set.of("source", "query", "label");

    private Wants() {}

    static Wanted of(RequestFields fields) {
        double confidence = fields.number("minConfidence").orElse(0.0);
        if (confidence < 0 || confidence > 1) {
            throw new IllegalArgumentException("\"minConfidence\" must lie between 0 and 1");
        }
        TimeSpan span = new TimeSpan(
                fields.micros("since").orElse(Long.MIN_VALUE),
                fields.micros("until").orElse(Long.MAX_VALUE));
        return new Wanted(span, fields.texts("source"), fields.texts("query"), confidence);
    }

    static EventFilter events(RequestFields fields) {
        return new EventFilter(of(fields), labels(fields), fields.text("phase").map(Wants::phase));
    }

    private static Map<String, String> labels(RequestFields fields) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : fields.texts("label")) {
            int colon = label.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("\"label\" must be NAME:VALUE");
            }
            labels.put(label.substring(0, colon), label.substring(colon + 1));
        }
        return labels;
    }

    private static EventPhase phase(String name) {
        Optional<EventPhase> phase = Arrays.stream(EventPhase.values())
                .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
        return phase.orElseThrow(() -> new IllegalArgumentException("\"phase\" must be OPEN, UPDATE or CLOSE"));
    }
}
