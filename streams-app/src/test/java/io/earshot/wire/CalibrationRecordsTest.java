package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.calibration.Calibration;
import io.earshot.query.BackgroundFit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class CalibrationRecordsTest {
    private final Serde<Calibration> serde =
            WireSerdesTest.plain(WireSerdes.of(Map.of()).calibrations());
    private final Calibration calibration = new Calibration(
            "studio",
            "siren",
            "0011223344556677",
            "abcd",
            0.45,
            10,
            2.5,
            60,
            new BackgroundFit(0.1, 0.05),
            List.of(0.1, 0.2, 0.3, 0.4),
            1_700_000_000_000_000L,
            3600);

    @Test
    void shouldReadBackWhatItWrote() {
        byte[] bytes = serde.serializer().serialize("t", calibration);
        assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(calibration);
        assertThat(bytes.length).isLessThan(200);
    }

    @Test
    void shouldKeepNullForATombstone() {
        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }

    @Test
    void shouldRefuseOneThatSaysNoRate() {
        io.earshot.schema.Calibration written = CalibrationRecords.toWire(calibration);
        written.setAlarmsPerDay(null);
        assertThatThrownBy(() -> CalibrationRecords.standing(written)).hasMessage("alarmsPerDay is null");
        written.setAlarmsPerDay(Double.NaN);
        assertThatThrownBy(() -> CalibrationRecords.standing(written)).hasMessage("alarmsPerDay is NaN");
    }

    @Test
    void shouldRefuseAThresholdThatIsNoNumber() {
        io.earshot.schema.Calibration written = CalibrationRecords.toWire(calibration);
        written.setThresholdScore(Double.NaN);
        assertThatThrownBy(() -> CalibrationRecords.standing(written)).hasMessage("thresholdScore is NaN");
    }

    @Test
    void shouldPromiseNothingWhereAnOlderWriterSaidNoInterval() {
        io.earshot.schema.Calibration written = CalibrationRecords.toWire(calibration);
        written.setLowAlarmsPerDay(null);
        written.setHighAlarmsPerDay(null);
        Calibration read = CalibrationRecords.standing(written);
        assertThat(read.lowAlarmsPerDay()).isZero();
        assertThat(read.highAlarmsPerDay()).isInfinite();
    }
}
