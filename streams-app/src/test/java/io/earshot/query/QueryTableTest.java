package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QueryTableTest {
    @Test
    void shouldBeginEmpty() {
        assertThat(QueryTable.empty().size()).isZero();
        assertThat(QueryTable.empty().queries()).isEmpty();
        assertThat(QueryTable.empty().find("a")).isEmpty();
        assertThat(QueryTable.empty().without("a")).isSameAs(QueryTable.empty());
    }

    @Test
    void shouldReplaceAQueryOfTheSameId() {
        RegisteredQuery second = RegisteredQueries.of("a");
        QueryTable table = QueryTable.empty().with(RegisteredQueries.of("a")).with(second);
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.find("a").orElseThrow()).isSameAs(second);
    }

    @Test
    void shouldNeverChange() {
        QueryTable before = filled(40);
        List<RegisteredQuery> queries = List.copyOf(before.queries());
        before.with(RegisteredQueries.of("new")).without("q3").without("q39");
        assertThat(before.queries()).containsExactlyElementsOf(queries);
        assertThat(before.size()).isEqualTo(40);
    }

    @Test
    void shouldShareAllTilesButOneWithTheTableBefore() {
        QueryTable before = filled(1000);
        assertThat(sharedTiles(before, before.with(RegisteredQueries.of("q500"))))
                .isEqualTo(before.tiles() - 1);
        assertThat(sharedTiles(before, before.with(RegisteredQueries.of("new"))))
                .isEqualTo(before.tiles() - 1);
        assertThat(sharedTiles(before, before.without("q500"))).isGreaterThanOrEqualTo(before.tiles() - 2);
    }

    @Test
    void shouldKeepAllTilesFullButTheLast() {
        QueryTable table = filled(100);
        for (int i = 0; i < 100; i += 3) {
            table = table.without("q" + i);
        }
        assertThat(table.tiles()).isEqualTo((table.size() + QueryTile.CAPACITY - 1) / QueryTile.CAPACITY);
        for (int i = 0; i < table.tiles() - 1; i++) {
            assertThat(table.tile(i).size()).isEqualTo(QueryTile.CAPACITY);
        }
    }

    @Test
    void shouldBehaveLikeASortedMapHoweverItIsChanged() {
        Random random = new Random(3);
        Map<String, RegisteredQuery> expected = new TreeMap<>();
        QueryTable table = QueryTable.empty();
        for (int step = 0; step < 6000; step++) {
            String id = "q" + random.nextInt(1200);
            if (random.nextInt(100) < (step < 3000 ? 70 : 30)) {
                RegisteredQuery query = RegisteredQueries.of(id);
                expected.put(id, query);
                table = table.with(query);
            } else {
                expected.remove(id);
                table = table.without(id);
            }
            assertThat(table.size()).isEqualTo(expected.size());
            assertThat(table.find(id).orElse(null)).isSameAs(expected.get(id));
        }
        assertThat(table.queries()).containsExactlyElementsOf(expected.values());
        assertThat(Arrays.stream(table.slotsInOrder()).mapToObj(table::query))
                .containsExactlyElementsOf(expected.values());
        List<RegisteredQuery> inTiles = new ArrayList<>();
        for (int i = 0; i < table.tiles(); i++) {
            inTiles.addAll(table.tile(i).queries());
        }
        assertThat(inTiles).containsExactlyInAnyOrderElementsOf(expected.values());
        for (String id : List.copyOf(expected.keySet())) {
            table = table.without(id);
        }
        assertThat(table.size()).isZero();
        assertThat(table.tiles()).isZero();
    }

    private static QueryTable filled(int size) {
        QueryTable table = QueryTable.empty();
        for (int i = 0; i < size; i++) {
            table = table.with(RegisteredQueries.of("q" + i));
        }
        return table;
    }

    private static int sharedTiles(QueryTable one, QueryTable other) {
        int shared = 0;
        for (int i = 0; i < Math.min(one.tiles(), other.tiles()); i++) {
            shared += one.tile(i) == other.tile(i) ? 1 : 0;
        }
        return shared;
    }
}
