package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.decide.Event;
import io.earshot.query.DecisionRules;
import io.earshot.schema.EndReason;
import io.earshot.schema.MatchEvent;
import org.junit.jupiter.api.Test;

class MatchEventSerdeTest {
    private final MatchEventSerde serde = new MatchEventSerde(new SingleObjectFormat());
    private final Event event = new WireValues(1).event();

    @Test
    void shouldTellTheThresholdThatTheConfidenceWasComparedWith() {
        MatchEvent written = serde.toRecord(event);
        assertThat(written.getThreshold()).isEqualTo(event.query().rules().openConfidence());
        assertThat(written.getConfidence()).isEqualTo(event.confidence());
        assertThat(written.getWhy()).isNull();
    }

    @Test
    void shouldReadAnEventWithoutRulesByTheDefaults() {
        MatchEvent written = serde.toRecord(event);
        written.setQueryRules(null);
        written.setQuerySensitivity(null);
        assertThat(serde.fromRecord(written).query().rules()).isEqualTo(DecisionRules.DEFAULT);
    }

    @Test
    void shouldRefuseASymbolThatItDoesNotKnow() {
        MatchEvent written = serde.toRecord(event);
        written.setEndReason(EndReason.UNKNOWN);
        assertThatThrownBy(() -> serde.fromRecord(written))
                .hasMessage("EndReason UNKNOWN is not known to this version");
    }
}
