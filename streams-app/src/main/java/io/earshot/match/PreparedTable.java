package io.earshot.match;

import io.earshot.embedding.EmbeddingSpace;
import io.earshot.query.QueryTable;
import io.earshot.scoring.BlockScorer;

/** A snapshot of the query table laid out for scoring. Immutable. */
final class PreparedTable {
    private final QueryTable table;
    private final PreparedPanel[] panels;
    private final int[] slotsInOrder;

    private PreparedTable(QueryTable table, PreparedPanel[] panels) {
        this.table = table;
        this.panels = panels;
        this.slotsInOrder = table.slotsInOrder();
    }

    static PreparedTable empty() {
        return new PreparedTable(QueryTable.empty(), new PreparedPanel[0]);
    }

    /** This, or what another snapshot looks like; panels in which nothing changed are not laid out again. */
    PreparedTable forTable(QueryTable wanted, BlockScorer scorer, EmbeddingSpace space) {
        if (wanted == table) {
            return this;
        }
        PreparedPanel[] next = new PreparedPanel[PreparedPanel.count(wanted)];
        for (int i = 0; i < next.length; i++) {
            boolean isSame = i < panels.length && panels[i].isOf(wanted, i);
            next[i] = isSame ? panels[i] : PreparedPanel.of(wanted, i, scorer, space);
        }
        return new PreparedTable(wanted, next);
    }

    /** The snapshot. */
    QueryTable table() {
        return table;
    }

    /** The slots of the queries in the order of their ids, so that no report needs sorting; read-only. */
    int[] slotsInOrder() {
        return slotsInOrder;
    }

    int panels() {
        return panels.length;
    }

    PreparedPanel panel(int index) {
        return panels[index];
    }
}
