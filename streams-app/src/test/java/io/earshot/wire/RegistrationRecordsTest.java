package io.earshot.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.embedding.Embedding;
import io.earshot.query.BackgroundFit;
import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.schema.QueryEmbedding;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationRecordsTest {
    private QueryEmbedding written;

    @BeforeEach
    void write() {
        RegisteredQuery rain = new RegisteredQuery(
                StandingQuery.of("rain", "rain on a roof"),
                "v1",
                new Embedding(new float[] {1, 0}, new float[] {0}),
                new BackgroundFit(0.1, 0.05));
        written = RegistrationRecords.toWire(QueryRegistration.of(rain, "digest", List.of()));
    }

    @Test
    void shouldReadAModelWithoutFactors() {
        written.setFactors(Floats.singles(new float[0]));
        assertThat(RegistrationRecords.toProgram(written)
                        .registered()
                        .orElseThrow()
                        .embedding()
                        .factors())
                .isEmpty();
    }

    @Test
    void shouldRefuseARecordThatSaysNothing() {
        written.setQuery(null);
        assertThatThrownBy(() -> RegistrationRecords.toProgram(written))
                .hasMessage("query rain has neither an embedding nor errors");
    }

    @Test
    void shouldRefuseAQueryThatThisVersionCannotMatch() {
        written.getQuery().setLanguage("de");
        assertThatThrownBy(() -> RegistrationRecords.toProgram(written))
                .hasMessageStartingWith("query rain cannot be matched: language \"de\"");
    }

    @Test
    void shouldRefuseTextsAndEmbeddingsThatDoNotGoTogether() {
        written.getQuery().setNegatives(List.of("hail"));
        assertThatThrownBy(() -> RegistrationRecords.toProgram(written))
                .hasMessage("1 negatives of the query, but 0 embeddings of them");
    }

    @Test
    void shouldTakeThePlainTextsBackgroundForTheQuerysWhereNoneIsSaid() {
        RegisteredQuery read =
                RegistrationRecords.toProgram(written).registered().orElseThrow();
        assertThat(written.getTextBackgroundMean()).isNull();
        assertThat(read.textBackground()).isEqualTo(read.background()).isEqualTo(new BackgroundFit(0.1, 0.05));
    }

    @Test
    void shouldStopNumbersThatAreNone() {
        written.setLevels(Floats.singles(new float[] {1, Float.NaN}));
        assertThatThrownBy(() -> RegistrationRecords.toProgram(written)).hasMessage("levels[1] is NaN");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseABackgroundThatCannotBeDividedBy(double deviation) {
        written.setBackgroundDeviation(deviation);
        assertThatThrownBy(() -> RegistrationRecords.toProgram(written)).hasMessageContaining("deviation " + deviation);
    }
}
