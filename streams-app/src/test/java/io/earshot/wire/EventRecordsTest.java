package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.calibration.DecidedBy;
import io.earshot.decide.Event;
import io.earshot.query.DecisionRules;
import io.earshot.schema.EndReason;
import io.earshot.schema.MatchEvent;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class EventRecordsTest {
    private final Serde<Event> serde = WireSerdes.of(Map.of()).events();

    private final Event event = new WireValues(1).event();

    @Test
    void shouldTellTheThresholdsThatTheConfidenceWasComparedWith() {
        MatchEvent written = EventRecords.toWire(event);
        assertThat(written.getThreshold()).isEqualTo(event.point().openConfidence());
        assertThat(written.getCloseThreshold()).isEqualTo(event.point().closeConfidence());
        assertThat(written.getDecidedBy().name())
                .isEqualTo(event.point().decidedBy().name());
        assertThat(written.getConfidence()).isEqualTo(event.confidence());
    }

    @Test
    void shouldSayWhyIfItIsKnown() {
        for (int seed = 0; seed < 20; seed++) {
            Event one = new WireValues(seed).event();
            MatchEvent written = EventRecords.toWire(one);
            assertThat(written.getWhy() != null).isEqualTo(one.why().isPresent());
            assertThat(EventRecords.toProgram(written)).isEqualTo(one);
        }
    }

    @Test
    void shouldWriteTheSameBytesInWhateverOrderTheLabelsLie() {
        for (int seed = 0; seed < 20; seed++) {
            byte[] first = serde.serializer().serialize("t", new WireValues(seed).event());
            byte[] second =
                    serde.serializer().serialize("t", serde.deserializer().deserialize("t", first));
            assertThat(Arrays.equals(first, second)).isTrue();
        }
    }

    @Test
    void shouldReadAnEventOfAnOlderWriterByItsThreshold() {
        MatchEvent written = EventRecords.toWire(event);
        written.setQueryRules(null);
        written.setQuerySensitivity(null);
        written.setDecidedBy(io.earshot.schema.DecidedBy.UNKNOWN);
        written.setThreshold(0.25);
        Event read = EventRecords.toProgram(written);
        assertThat(read.query().rules()).isEqualTo(DecisionRules.DEFAULT);
        assertThat(read.point().decidedBy()).isEqualTo(DecidedBy.QUERY);
        assertThat(read.point().closeConfidence()).isEqualTo(0.15);
    }

    @Test
    void shouldRefuseASymbolThatItDoesNotKnow() {
        MatchEvent written = EventRecords.toWire(event);
        written.setEndReason(EndReason.UNKNOWN);
        assertThatThrownBy(() -> EventRecords.toProgram(written))
                .hasMessage("EndReason UNKNOWN is not known to this version");
    }
}
