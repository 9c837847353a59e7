package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.GapReason;
import io.earshot.coverage.CoverageGap;
import io.earshot.coverage.MinuteCoverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class CoverageRecordsTest {
    /** Lengths travel as seconds, and come back to the microsecond. */
    @Test
    void shouldReadBackWhatWasWritten() {
        Serde<MinuteCoverage> serde = WireSerdes.of(Map.of()).coverage();
        Random random = new Random(4);
        for (int round = 0; round < 2_000; round++) {
            long start = random.nextInt(1_000_000) * MinuteCoverage.MINUTE_MICROS;
            List<CoverageGap> gaps = new ArrayList<>();
            long at = 0;
            for (GapReason reason : GapReason.values()) {
                long from = at + random.nextInt(1_000_000);
                at = from + random.nextInt(1_000_000);
                gaps.add(new CoverageGap(start + from, start + at, reason));
            }
            long missing = gaps.stream().mapToLong(CoverageGap::micros).sum();
            long heard = random.nextInt((int) (MinuteCoverage.MINUTE_MICROS - missing));
            MinuteCoverage minute = new MinuteCoverage("yard", start, heard + missing, heard, gaps, random.nextLong());

            byte[] bytes = serde.serializer().serialize("t", minute);
            assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(minute);
        }
    }
}
