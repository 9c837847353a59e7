package io.earshot.cli;

import io.earshot.audio.SampleClock;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceFacts;
import io.earshot.source.SourceForm;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import io.earshot.wire.Decoded;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A source in a list.
 *
 * @param id of the source
 * @param record in the topic
 * @param status the newest that a process noted
 * @param nowMicros wall-clock time, microseconds since 1970
 */
record SourceLine(String id, Decoded<AudioSource> record, Optional<SourceStatus> status, long nowMicros) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    static SourceLine of(String id, Decoded<AudioSource> record, Optional<SourceStatus> status, Clock clock) {
        return new SourceLine(id, record, status, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    }

    /** Whether a process listens, as far as is known. */
    boolean isListenedTo() {
        return status.filter(noted -> !noted.isOld(nowMicros)).isPresent();
    }

    /** For people: one line. */
    String text() {
        if (record instanceof Decoded.Undecodable<AudioSource> undecodable) {
            return Printed.of(id) + "\tunreadable\t" + Printed.of(undecodable.reason()) + "; add it anew";
        }
        AudioSource source = record.value().orElseThrow();
        String state = isListenedTo()
                ? state(status.orElseThrow()) + ", since "
                        + time(status.orElseThrow().sinceMicros())
                : notListenedTo(source);
        return Printed.of(id) + "\t" + state + "\t" + Printed.of(source.address());
    }

    /** That nobody listens is not that there is nothing to hear. */
    private String notListenedTo(AudioSource source) {
        String noted = status.map(last -> " (last noted " + time(last.updatedMicros()) + ": "
                        + last.state().name().toLowerCase(Locale.ROOT) + ")")
                .orElse("");
        return (source.paused() ? "paused; " : "") + "no process listens" + noted;
    }

    /** A state with all that is known of it, in words. */
    static String state(SourceStatus status) {
        List<String> parts = new ArrayList<>();
        OptionalDouble level = status.progress().levelDbfs();
        if (level.isPresent()) {
            parts.add(String.format(Locale.ROOT, "%.0f dBFS", level.getAsDouble()));
        }
        tries(status).ifPresent(parts::add);
        if (status.clock().driftPpm().isPresent()) {
            parts.add(String.format(
                    Locale.ROOT, "clock %+.0f ppm", status.clock().driftPpm().getAsDouble()));
        }
        if (status.progress().heardSeconds() > 0 || status.progress().missedSeconds() > 0) {
            parts.add(String.format(
                    Locale.ROOT,
                    "heard %.0f s, missed %.0f s",
                    status.progress().heardSeconds(),
                    status.progress().missedSeconds()));
        }
        if (!status.title().isEmpty()) {
            parts.add("\"" + Printed.of(status.title()) + "\"");
        }
        String name = status.state().name().toLowerCase(Locale.ROOT);
        String reason = status.reason().isEmpty() ? "" : Printed.of(status.reason());
        String more = String.join(", ", parts);
        String said = reason.isEmpty() || more.isEmpty() ? reason + more : reason + ", " + more;
        return said.isEmpty() ? name : name + ": " + said;
    }

    /** "try 2, next in 2 s", while it is not heard. */
    static Optional<String> tries(SourceStatus status) {
        boolean isTrying = status.state() == SourceState.RECONNECTING
                || status.state() == SourceState.REFUSED
                || status.state() == SourceState.STALLED;
        if (!isTrying || status.tries() == 0) {
            return Optional.empty();
        }
        String next = status.nextTryMicros().isPresent()
                ? ", next in "
                        + Math.max(0, (long)
                                Math.ceil((status.nextTryMicros().getAsLong() - status.updatedMicros()) / 1e6))
                        + " s"
                : "";
        return Optional.of("try " + status.tries() + next);
    }

    /** For programs; {@code source add --file} reads it again. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        record.value().ifPresentOrElse(source -> fields.putAll(SourceForm.write(source)), () -> fields.put("id", id));
        if (record instanceof Decoded.Undecodable<AudioSource> undecodable) {
            fields.put("error", undecodable.reason());
        }
        fields.put("listening", isListenedTo());
        status.ifPresent(noted -> fields.putAll(SourceFacts.of(noted)));
        return fields;
    }

    private static String time(long micros) {
        return TIME.format(SampleClock.instantOfMicros(micros).atZone(ZoneId.systemDefault()));
    }
}
