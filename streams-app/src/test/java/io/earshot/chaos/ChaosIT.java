package io.earshot.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the attacks: what must hold in every build. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChaosIT {
    @TempDir
    private Path folder;

    @Test
    void shouldTellEachPlantedSoundOnceThroughKillsAFreezeAndACutNetwork() throws Exception {
        ChaosPlan plan = ChaosPlan.of(
                Long.getLong("chaos.seed", 1),
                List.of(
                        Trouble.SERVICE_KILLED,
                        Trouble.SERVICE_FROZEN_BRIEFLY,
                        Trouble.BROKER_KILLED,
                        Trouble.NETWORK_CUT),
                Rig.PARTITIONS);
        ChaosReport report = ChaosRun.run(folder, plan);
        System.out.println(report.text());
        assertThat(report.verdict().calmWithoutOneEvent()).isZero();
        assertThat(report.isClean()).as(report.text()).isTrue();
    }
}
