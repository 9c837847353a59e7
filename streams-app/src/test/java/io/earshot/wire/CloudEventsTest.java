package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.earshot.calibration.DecidedBy;
import io.earshot.calibration.OperatingPoint;
import io.earshot.decide.EndReason;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.NearMiss;
import io.earshot.decide.Subject;
import io.earshot.query.StandingQuery;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Earshot writes of CloudEvents, as the CloudEvents SDK reads it. */
class CloudEventsTest {
    private static final String TOPIC = "earshot.events.v1";
    private static final long ONSET = 1_795_000_000_000_000L;
    private static final long OFFSET = ONSET + 1_230_000;
    private static final byte[] VALUE = {(byte) 0xC3, 1, 2};

    @ParameterizedTest
    @EnumSource(EventPhase.class)
    void shouldBeReadByTheSdkInEveryPhase(EventPhase phase) {
        CloudEvent read = read(CloudEvents.of(event(phase, "yard", "siren", ONSET), "3.17"));

        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(read.getType()).isEqualTo("io.earshot.event." + phase.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(read.getSource()).isEqualTo(URI.create("urn:earshot:source:yard"));
        assertThat(read.getSubject()).isEqualTo("siren");
        assertThat(read.getDataContentType()).isEqualTo("application/avro");
        assertThat(read.getTime())
                .isEqualTo(OffsetDateTime.parse(
                        phase == EventPhase.OPEN ? "2026-11-18T11:06:40Z" : "2026-11-18T11:06:41.23Z"));
        assertThat(read.getData().toBytes()).isEqualTo(VALUE);
        assertThat(read.getExtensionNames()).isEmpty();
    }

    @Test
    void shouldTellTheRecordsOfAnEventApart() {
        assertThat(id(event(EventPhase.OPEN, "yard", "q", ONSET), "3.17")).isEqualTo("5f3a0c.open");
        assertThat(id(event(EventPhase.UPDATE, "yard", "q", ONSET), "3.18")).isEqualTo("5f3a0c.update.3.18");
        assertThat(id(event(EventPhase.UPDATE, "yard", "q", ONSET), "3.19")).isEqualTo("5f3a0c.update.3.19");
        assertThat(id(event(EventPhase.CLOSE, "yard", "q", ONSET), "end"))
                .isEqualTo(id(event(EventPhase.CLOSE, "yard", "q", ONSET), "stall"))
                .isEqualTo("5f3a0c.close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Straße 5", "a/b?c#d%e", "\0main", "*~+ ", "\uD83D\uDD14", "urn:x"})
    void shouldNameAnySourceByAUri(String sourceId) {
        URI source = read(CloudEvents.of(event(EventPhase.OPEN, sourceId, "q", ONSET), ""))
                .getSource();
        assertThat(source.isAbsolute()).isTrue();
        String encoded = source.toASCIIString().replace("urn:earshot:source:", "");
        assertThat(encoded).matches("[A-Za-z0-9._~%-]+");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(sourceId);
    }

    @ParameterizedTest
    @CsvSource({
        "1795000000000000, 2026-11-18T11:06:40.000000Z",
        "1795000000100000, 2026-11-18T11:06:40.100000Z",
        "1795000000000001, 2026-11-18T11:06:40.000001Z",
        "-1,               1969-12-31T23:59:59.999999Z",
        "253402300799999999, 9999-12-31T23:59:59.999999Z"
    })
    void shouldWriteTimesOfOneWidth(long micros, String time) {
        Headers headers = CloudEvents.of(event(EventPhase.OPEN, "yard", "q", micros), "");
        assertThat(text(headers, "ce_time")).isEqualTo(time).hasSize(27);
        assertThat(read(headers).getTime()).isEqualTo(OffsetDateTime.parse(time));
    }

    @ParameterizedTest
    @ValueSource(longs = {253_402_300_800_000_000L, -62_167_219_200_000_001L, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldLeaveOutATimeThatRfc3339CannotWrite(long micros) {
        assertThat(read(CloudEvents.of(event(EventPhase.OPEN, "yard", "q", micros), ""))
                        .getTime())
                .isNull();
    }

    @Test
    void shouldKeepControlCharactersOutOfTheSubject() {
        Event event = event(EventPhase.OPEN, "yard", "a\r\nce_id: 7\u0085ü", ONSET);
        assertThat(read(CloudEvents.of(event, "")).getSubject()).isEqualTo("a\uFFFD\uFFFDce_id: 7\uFFFDü");
    }

    @Test
    void shouldNameTheSchemaThatTheListOfFingerprintsHas() throws Exception {
        String list =
                Files.readString(Path.of(System.getProperty("earshot.home"), "schemas/published/fingerprints.json"));
        WireValues values = new WireValues(4);
        for (Headers headers :
                new Headers[] {CloudEvents.of(values.event(), "1.2"), CloudEvents.of(values.nearMiss())}) {
            String[] schema = read(headers).getDataSchema().toString().split(":", -1);
            assertThat(schema).startsWith("urn", "earshot", "schema");
            assertThat(list.lines())
                    .anyMatch(line -> line.contains("\"" + schema[3] + "\"")
                            && line.contains("\"" + schema[4] + "\"")
                            && line.contains("current"));
        }
    }

    @Test
    void shouldDescribeANearMiss() {
        NearMiss miss = new WireValues(5).nearMiss();
        CloudEvent read = read(CloudEvents.of(miss));
        assertThat(read.getType()).isEqualTo("io.earshot.near-miss");
        assertThat(read.getSubject()).isNotEmpty();
        assertThat(read.getId()).isEqualTo(miss.id() + ".near-miss").hasSize(32 + 10);
    }

    /** Whatever the event, what it becomes is a valid CloudEvent: the SDK refuses any other. */
    @Test
    void shouldBeValidForEveryEvent() {
        WireValues values = new WireValues(6);
        for (int i = 0; i < 500; i++) {
            Event event = values.event();
            byte[] bytes = WireSerdes.of(Map.of()).events().serializer().serialize(TOPIC, event);
            CloudEvent read = deserialize(CloudEvents.of(event, "1." + i), bytes);
            assertThat(read.getId()).startsWith(event.eventId());
            assertThat(read.getData().toBytes()).isEqualTo(bytes);
        }
    }

    private static String id(Event event, String hop) {
        return read(CloudEvents.of(event, hop)).getId();
    }

    private static CloudEvent read(Headers headers) {
        return deserialize(headers, VALUE);
    }

    private static CloudEvent deserialize(Headers headers, byte[] value) {
        try (CloudEventDeserializer deserializer = new CloudEventDeserializer()) {
            return deserializer.deserialize(TOPIC, headers, value);
        }
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Event event(EventPhase phase, String sourceId, String queryId, long onsetMicros) {
        OperatingPoint point = new OperatingPoint(0.5, 0.25, DecidedBy.MODEL, Optional.empty());
        return new Event(
                phase,
                "5f3a0c",
                sourceId,
                3,
                17,
                new Subject(StandingQuery.of(queryId, "a siren wailing"), "v1", "9f86d081", point),
                onsetMicros,
                OFFSET,
                onsetMicros,
                0.9,
                0.3,
                Optional.empty(),
                EndReason.NONE);
    }
}
