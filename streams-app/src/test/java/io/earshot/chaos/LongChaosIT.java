package io.earshot.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The long form: {@code mvn -Pchaos verify}; {@code -Dchaos.seeds=1,2,3 -Dchaos.cycles=20 -Dchaos.brokers=1}, or {@code -Dchaos.troubles=} and names of {@link Trouble}. */
@Tag("chaos")
@Timeout(value = 1, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongChaosIT {
    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.of(
                Arrays.stream(System.getProperty("chaos.seeds", "1,2,3").split(",", -1))
                        .mapToLong(Long::parseLong)
                        .toArray());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTellEachPlantedSoundOnceWhateverStrikes(long seed) throws Exception {
        ChaosPlan plan = plan(seed);
        for (Trouble trouble : Trouble.values()) {
            if (!trouble.missing(plan).isEmpty()) {
                System.out.println("chaos: no " + trouble + ": " + trouble.missing(plan));
            }
        }
        ChaosReport report = ChaosRun.run(folder, plan);
        System.out.println(report.text());
        assertThat(report.verdict().calmWithoutOneEvent()).isZero();
        assertThat(report.isClean()).as(report.text()).isTrue();
    }

    private static ChaosPlan plan(long seed) {
        String named = System.getProperty("chaos.troubles", "");
        if (named.isBlank()) {
            return ChaosPlan.cycles(seed, Integer.getInteger("chaos.cycles", 20));
        }
        List<Trouble> troubles =
                Arrays.stream(named.split(",", -1)).map(Trouble::valueOf).toList();
        return ChaosPlan.of(seed, troubles, 2 * Rig.PARTITIONS);
    }
}
