package io.earshot.source;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of sources, for programs: values by names, without secrets. */
public final class SourceFacts {
    private SourceFacts() {}

    /** How listening to a source goes. Times are ISO-8601. */
    public static Map<String, Object> of(SourceStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", status.state().name());
        fields.put("since", time(status.sinceMicros()));
        fields.put("reason", status.reason());
        fields.put("tries", status.tries());
        status.nextTryMicros().ifPresent(next -> fields.put("nextTry", time(next)));
        fields.put("heardSeconds", status.progress().heardSeconds());
        fields.put("missedSeconds", status.progress().missedSeconds());
        status.progress().levelDbfs().ifPresent(level -> fields.put("levelDbfs", level));
        status.clock().driftPpm().ifPresent(drift -> fields.put("driftPpm", drift));
        status.clock().offsetSeconds().ifPresent(offset -> fields.put("clockOffsetSeconds", offset));
        fields.put("title", status.title());
        fields.put("heardChannel", status.heardChannel());
        fields.put("listener", status.listener());
        return fields;
    }

    /** A time of the wall clock or of audio, microseconds since 1970. */
    public static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
