package io.earshot.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionSearchTest {
    @ParameterizedTest
    @CsvSource({"0.42, 0.41", "0.4207, 0.42", "0.999999999, 0.99", "0.1, 0.09", "0.0312, 0.031", "1e-9, 9e-10"})
    void shouldPutTheThresholdOnTheTwoDigitsBelow(double confidence, double threshold) {
        assertThat(SuggestionSearch.justBelow(confidence)).isEqualTo(threshold);
    }
}
