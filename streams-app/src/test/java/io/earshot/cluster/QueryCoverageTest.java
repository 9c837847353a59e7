package io.earshot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.embedding.Embedding;
import io.earshot.query.BackgroundFit;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryVersion;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.wire.Decoded;
import io.earshot.wire.QueryRecord;
import io.earshot.wire.WireSerdes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryCoverageTest {
    private static final String TOPIC = "queries";

    private final WireSerdes wire = WireSerdes.of(Map.of());
    private final QueryCoverage coverage =
            new QueryCoverage(TOPIC, wire.queries().deserializer());
    private final LiveQueryTable table = new LiveQueryTable();

    @Test
    void shouldWaitForEachOfManyQueriesThatAreWrittenAtOnce() {
        for (int i = 0; i < 1_200; i++) {
            write(StandingQuery.of("q" + i, "sound " + i));
        }
        for (int i = 0; i < 1_200; i++) {
            assertThat(coverage.missing(table)).isEqualTo(1_200 - i);
            match(StandingQuery.of("q" + i, "sound " + i));
        }
        assertThat(coverage.missing(table)).isZero();
    }

    @Test
    void shouldWaitForAQueryThatIsMatchedOnlyAsItWasBefore() {
        write(StandingQuery.of("q", "rain"));
        match(StandingQuery.of("q", "rain"));
        assertThat(coverage.missing(table)).isZero();
        write(StandingQuery.of("q", "hail"));
        assertThat(coverage.missing(table)).isOne();
        match(StandingQuery.of("q", "hail"));
        assertThat(coverage.missing(table)).isZero();
    }

    @Test
    void shouldWaitForARefusalButNotForWhatIsRemovedDisabledOrUnreadable() {
        write(StandingQuery.of("refused", "rain"));
        write(StandingQuery.of("removed", "rain"));
        write(QueryRecord.of(StandingQuery.of("disabled", "rain")).withEnabled(false));
        coverage.written("garbage", new byte[] {1, 2, 3});
        coverage.written("key", bytes(QueryRecord.of(StandingQuery.of("another-id", "rain"))));
        assertThat(coverage.missing(table)).isEqualTo(2);
        coverage.written("removed", null);
        table.refuse("refused", List.of("cannot be encoded"));
        assertThat(coverage.missing(table)).isZero();
    }

    @Test
    void shouldKnowTheDisabledQueriesAsLongAsTheyAre() {
        QueryRecord record = QueryRecord.of(StandingQuery.of("q", "rain"));
        write(record.withEnabled(false));
        assertThat(coverage.disabled()).extracting(QueryRecord::text).containsExactly("rain");
        write(record);
        assertThat(coverage.disabled()).isEmpty();
    }

    private void write(StandingQuery query) {
        write(QueryRecord.of(query));
    }

    private void write(QueryRecord record) {
        coverage.written(record.id(), bytes(record));
    }

    private byte[] bytes(QueryRecord record) {
        return wire.queries().serializer().serialize(TOPIC, new Decoded.Present<>(record));
    }

    private void match(StandingQuery query) {
        table.register(new RegisteredQuery(
                query,
                QueryVersion.of(query),
                new Embedding(new float[] {1}, new float[] {1}),
                new BackgroundFit(0, 1)));
    }
}
