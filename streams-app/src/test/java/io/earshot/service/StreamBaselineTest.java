package io.earshot.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class StreamBaselineTest {
    private static final String REPORT = """
            {"eventF1At1s": 0.5, "eventF1At500ms": 0.4, "onsetF1At1s": 0.6, "onsetErrorMedianSec": 0.3,
             "offsetErrorMedianSec": 0.8, "openDelayMedianSec": 1.2, "falseAlarmsPerHour": 20,
             "snr": {"20": {}, "0": {}}, "minutes": 6, "seed": 1, "developmentSeed": 1000, "openConfidence": 0.2}
            """;

    @Test
    void shouldAskForARunOfTheSameKind() throws Exception {
        assertThat(new StreamBaseline(report()).command())
                .containsExactly(
                        "eval",
                        "--stream",
                        "--minutes=6",
                        "--snr=20,0",
                        "--seed=1",
                        "--development-seed=1000",
                        "--threshold=0.2");
    }

    @Test
    void shouldAllowWhatIsEqualOrBetterOrALittleWorse() throws Exception {
        assertThat(worse("eventF1At1s", .5)).isZero();
        assertThat(worse("eventF1At1s", .9)).isZero();
        assertThat(worse("eventF1At1s", .48)).isZero();
        assertThat(worse("onsetErrorMedianSec", .1)).isZero();
        assertThat(worse("onsetErrorMedianSec", .39)).isZero();
        assertThat(worse("falseAlarmsPerHour", 29)).isZero();
    }

    @Test
    void shouldNameEachNumberThatIsWorse() throws Exception {
        assertThat(worse("eventF1At1s", .46)).isOne();
        assertThat(worse("eventF1At500ms", .3)).isOne();
        assertThat(worse("onsetF1At1s", .3)).isOne();
        assertThat(worse("onsetErrorMedianSec", .41)).isOne();
        assertThat(worse("offsetErrorMedianSec", 2)).isOne();
        assertThat(worse("openDelayMedianSec", 2)).isOne();
        assertThat(worse("falseAlarmsPerHour", 31)).isOne();
        ObjectNode nothingHeard = report();
        nothingHeard.putNull("onsetErrorMedianSec").remove("eventF1At1s");
        assertThat(new StreamBaseline(report()).worseIn(nothingHeard))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("onsetErrorMedianSec is null, and was 0.3"));
    }

    private static int worse(String key, double value) throws Exception {
        return new StreamBaseline(report()).worseIn(report().put(key, value)).size();
    }

    private static ObjectNode report() throws Exception {
        JsonNode report = new ObjectMapper().readTree(REPORT);
        return (ObjectNode) report;
    }
}
