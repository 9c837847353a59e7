package io.earshot.wire;

import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Subject;
import io.earshot.query.StandingQuery;
import io.earshot.schema.EarshotSchemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.serialization.Serde;

/** The events that the samples of {@code ops/samples} read: as the program writes them, and one as an old build wrote it. */
final class SampleEvents {
    private static final String TOPIC = "earshot.events.v1";
    private static final long MICROS = 1_795_000_000_000_001L;
    /** One more than JavaScript's numbers tell apart. */
    private static final long EPOCH = (1L << 53) + 1;

    private static final DateTimeFormatter HEARD = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SampleEvents() {}

    /** The values, in hex, one a line. */
    static String written() throws IOException {
        return lines(values().map(HexFormat.of()::formatHex));
    }

    /** What the samples print of them. */
    static String printed() throws IOException {
        try (Serde<Event> serde = WireSerdes.of(Map.of()).events()) {
            return lines(values().map(value -> line(serde.deserializer().deserialize(TOPIC, value))));
        }
    }

    private static Stream<byte[]> values() throws IOException {
        try (Serde<Event> serde = WireSerdes.of(Map.of()).events()) {
            return Stream.concat(
                    Stream.of(writtenByTheDraft()),
                    events().stream().map(event -> serde.serializer().serialize(TOPIC, event)).toList().stream());
        }
    }

    static List<Event> events() {
        return List.of(
                event(EventPhase.OPEN, "yard", "a dog barking", MICROS, 0.81, EndReason.NONE),
                event(EventPhase.UPDATE, "yard", "a dog barking", MICROS - 40_000, 0.93, EndReason.NONE),
                event(EventPhase.CLOSE, "yard", "a dog barking", MICROS - 40_000, 0.93, EndReason.SOUND_ENDED),
                event(EventPhase.OPEN, "Straße 5", "Glas \uD83D\uDD14 zerbricht", 1_000_000L, 0.5, EndReason.NONE));
    }

    private static Event event(
            EventPhase phase, String source, String text, long onset, double confidence, EndReason reason) {
        StandingQuery query = StandingQuery.of("q1", text);
        OperatingPoint point = new OperatingPoint(0.5, 0.25, DecidedBy.MODEL, Optional.empty());
        return new Event(
                phase,
                "5f3a0c",
                source,
                EPOCH,
                7,
                new Subject(query, "v1", "9f86d081", point),
                onset,
                onset + 960_000,
                onset + 480_000,
                confidence,
                0.25,
                Optional.empty(),
                reason);
    }

    private static byte[] writtenByTheDraft() throws IOException {
        Path records = Path.of(System.getProperty("earshot.home"), "schemas/src/test/resources/released/0.1.0-draft");
        byte[] body = Files.readAllBytes(records.resolve("MatchEvent.avro-binary"));
        Schema schema = EarshotSchemas.released().stream()
                .filter(released -> released.getName().equals("MatchEvent"))
                .findFirst()
                .orElseThrow();
        return ByteBuffer.allocate(10 + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .put(body)
                .array();
    }

    private static String line(Event event) {
        return String.join(
                "\t",
                event.phase().name(),
                event.sourceId(),
                Long.toString(event.epochId()),
                HEARD.format(Instant.EPOCH.plusNanos(event.onsetMicros() * 1_000)),
                String.format(Locale.ROOT, "%.2f", event.confidence()),
                event.query().text());
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n", "", "\n"));
    }
}
