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

class QueryEmbeddingSerdeTest {
    private final QueryEmbeddingSerde serde = new QueryEmbeddingSerde(new SingleObjectFormat());
    private QueryEmbedding written;

    @BeforeEach
    void write() {
        RegisteredQuery rain = new RegisteredQuery(
                StandingQuery.of("rain", "rain on a roof"),
                "v1",
                new Embedding(new float[] {1, 0}, new float[] {0}),
                new BackgroundFit(0.1, 0.05));
        written = serde.toRecord(QueryRegistration.of(rain, "digest", List.of()));
    }

    @Test
    void shouldReadAModelWithoutFactors() {
        written.setFactors(Floats.singles(new float[0]));
        assertThat(serde.fromRecord(written)
                        .registered()
                        .orElseThrow()
                        .embedding()
                        .factors())
                .isEmpty();
    }

    @Test
    void shouldRefuseARecordThatSaysNothing() {
        written.setQuery(null);
        assertThatThrownBy(() -> serde.fromRecord(written))
                .hasMessage("query rain has neither an embedding nor errors");
    }

    @Test
    void shouldRefuseAQueryThatThisVersionCannotMatch() {
        written.getQuery().setLanguage("de");
        assertThatThrownBy(() -> serde.fromRecord(written))
                .hasMessageStartingWith("query rain cannot be matched: language \"de\"");
    }

    @Test
    void shouldRefuseTextsAndEmbeddingsThatDoNotGoTogether() {
        written.getQuery().setNegatives(List.of("hail"));
        assertThatThrownBy(() -> serde.fromRecord(written))
                .hasMessage("1 negatives of the query, but 0 embeddings of them");
    }

    @Test
    void shouldTakeThePlainTextsBackgroundForTheQuerysWhereNoneIsSaid() {
        RegisteredQuery read = serde.fromRecord(written).registered().orElseThrow();
        assertThat(written.getTextBackgroundMean()).isNull();
        assertThat(read.textBackground()).isEqualTo(read.background()).isEqualTo(new BackgroundFit(0.1, 0.05));
    }

    @Test
    void shouldStopNumbersThatAreNone() {
        written.setLevels(Floats.singles(new float[] {1, Float.NaN}));
        assertThatThrownBy(() -> serde.fromRecord(written)).hasMessage("levels[1] is NaN");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldRefuseABackgroundThatCannotBeDividedBy(double deviation) {
        written.setBackgroundDeviation(deviation);
        assertThatThrownBy(() -> serde.fromRecord(written)).hasMessageContaining("deviation " + deviation);
    }
}
