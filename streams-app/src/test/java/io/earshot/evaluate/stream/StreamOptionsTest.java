package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.query.DecisionRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamOptionsTest {
    @Test
    void shouldRefuseWhatIsOutOfRangeAndSayWhat() {
        assertThatCode(() -> options(List.of(20, 0), 60, 1, 2, 1)).doesNotThrowAnyException();
        refuses(() -> options(List.of(), 60, 1, 2, 1), "SNRs []");
        refuses(() -> options(List.of(10, 10), 60, 1, 2, 1), "SNRs [10, 10]");
        refuses(() -> options(List.of(100), 60, 1, 2, 1), "-60..60");
        refuses(() -> options(List.of(10), 0, 1, 2, 1), "0 minutes");
        refuses(() -> options(List.of(10), 100_000, 1, 2, 1), "100000 minutes");
        refuses(() -> options(List.of(10), 60, 3, 3, 1), "both 3");
        refuses(() -> options(List.of(10), 60, 1, 2, 0), "0 threads");
    }

    private static StreamOptions options(List<Integer> snrs, int minutes, long seed, long development, int threads) {
        return new StreamOptions(snrs, minutes, seed, development, DecisionRules.DEFAULT, false, threads);
    }

    private static void refuses(Runnable options, String message) {
        assertThatThrownBy(options::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
