package io.earshot.wire;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.NearMiss;
import io.earshot.schema.MatchEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The attributes of CloudEvents 1.0 as headers of a record, in the binary mode of its Kafka protocol binding: the value stays
 * what it is, and so does the key. They are a function of what the record says and of the hop that made it say so, so that a
 * replay gives the same.
 */
public final class CloudEvents {
    private static final String PREFIX = "ce_";
    private static final String EVENT = "io.earshot.event.";
    private static final String NEAR_MISS = "io.earshot.near-miss";
    /** Always with six digits of a second, which sort as text. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The years that RFC 3339 can write, in microseconds since 1970: from 0000 to before 10000. */
    private static final long FIRST_MICROS = -62_167_219_200_000_000L;

    private static final long END_MICROS = 253_402_300_800_000_000L;

    private static final String EVENT_SCHEMA = nameOf(MatchEvent.getClassSchema());
    private static final String NEAR_MISS_SCHEMA = nameOf(io.earshot.schema.NearMiss.getClassSchema());

    private CloudEvents() {}

    /**
     * Headers of the record of an event. Its id is that of the event with the phase, and of an UPDATE with the hop: no other
     * record of the source has it.
     *
     * @param hop names what made the record due, for example epoch and grid index of a hop; of one event it names one UPDATE
     */
    public static Headers of(Event event, String hop) {
        String phase = event.phase().name().toLowerCase(Locale.ROOT);
        String id = event.eventId() + "." + phase;
        return headers(
                event.phase() == EventPhase.UPDATE ? id + "." + hop : id,
                EVENT + phase,
                event.sourceId(),
                event.queryId(),
                event.phase() == EventPhase.OPEN ? event.onsetMicros() : event.offsetMicros(),
                EVENT_SCHEMA);
    }

    /** Headers of the record of a near miss. */
    public static Headers of(NearMiss miss) {
        return headers(
                miss.id() + ".near-miss",
                NEAR_MISS,
                miss.sourceId(),
                miss.queryId(),
                miss.endMicros(),
                NEAR_MISS_SCHEMA);
    }

    private static Headers headers(
            String id, String type, String sourceId, String queryId, long timeMicros, String schema) {
        Headers headers = new RecordHeaders();
        put(headers, PREFIX + "specversion", "1.0");
        put(headers, PREFIX + "id", id);
        put(headers, PREFIX + "source", "urn:earshot:source:" + inUri(sourceId));
        put(headers, PREFIX + "type", type);
        put(headers, PREFIX + "subject", withoutControls(queryId));
        put(headers, PREFIX + "dataschema", schema);
        if (timeMicros >= FIRST_MICROS && timeMicros < END_MICROS) {
            put(headers, PREFIX + "time", TIME.format(Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS)));
        }
        put(headers, "content-type", "application/avro");
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The schema by its full name and its fingerprint, as {@code fingerprints.json} of the schemas has it. */
    private static String nameOf(Schema schema) {
        return "urn:earshot:schema:%s:%016x"
                .formatted(schema.getFullName(), SchemaNormalization.parsingFingerprint64(schema));
    }

    /** A form's encoding is that of a URI but for two characters. */
    private static String inUri(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /** CloudEvents has no control characters in its attributes. */
    private static String withoutControls(String text) {
        return text.replaceAll("\\p{Cntrl}|[\\x{80}-\\x{9f}]", "\uFFFD");
    }
}
