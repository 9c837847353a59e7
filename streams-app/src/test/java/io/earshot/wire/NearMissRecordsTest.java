package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.decide.NearMiss;
import io.earshot.schema.RejectionRule;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class NearMissRecordsTest {
    private final Serde<io.earshot.decide.NearMiss> serde =
            WireSerdes.of(Map.of()).nearMisses();

    @Test
    void shouldTellWhatWasMissedByHowMuchAndWhatWouldHelp() {
        for (int seed = 0; seed < 20; seed++) {
            NearMiss miss = new WireValues(seed).nearMiss();
            NearMiss read =
                    serde.deserializer().deserialize("t", serde.serializer().serialize("t", miss));
            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("subject.query", "subject.point")
                    .isEqualTo(miss);
            assertThat(read.query().id()).isEqualTo(miss.query().id());
            assertThat(read.query().text()).isEqualTo(miss.query().text());
            assertThat(read.point().openConfidence()).isEqualTo(miss.point().openConfidence());
            assertThat(read.point().decidedBy()).isEqualTo(miss.point().decidedBy());
        }
    }

    @Test
    void shouldRefuseARuleThatItDoesNotKnow() {
        io.earshot.schema.NearMiss written = NearMissRecords.toWire(new WireValues(1).nearMiss());
        written.setRejectedBy(RejectionRule.UNKNOWN);
        assertThatThrownBy(() -> NearMissRecords.toProgram(written))
                .hasMessage("RejectionRule UNKNOWN is not known to this version");
    }
}
