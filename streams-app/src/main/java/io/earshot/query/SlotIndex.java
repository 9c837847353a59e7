package io.earshot.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** An immutable map from query id to slot, in the order of the ids: sorted pages, of which a change copies one. */
final class SlotIndex {
    static final int ABSENT = -1;
    static final SlotIndex EMPTY = new SlotIndex(new Page[0]);
    private static final int PAGE_SIZE = 256;

    /** In the order of their ids, none of them empty. */
    private final Page[] pages;

    private SlotIndex(Page[] pages) {
        this.pages = pages;
    }

    /** The slot of an id, or {@link #ABSENT}. */
    int slot(String id) {
        if (pages.length == 0) {
            return ABSENT;
        }
        Page page = pages[pageOf(id)];
        int at = Arrays.binarySearch(page.ids, id);
        return at < 0 ? ABSENT : page.slots[at];
    }

    SlotIndex with(String id, int slot) {
        if (pages.length == 0) {
            return new SlotIndex(new Page[] {new Page(new String[] {id}, new int[] {slot})});
        }
        int at = pageOf(id);
        return replacing(at, pages[at].with(id, slot));
    }

    SlotIndex without(String id) {
        if (slot(id) == ABSENT) {
            return this;
        }
        int at = pageOf(id);
        return replacing(at, pages[at].without(id));
    }

    /** Every id and its slot, in the order of the ids. */
    void forEach(ObjIntConsumer<String> action) {
        for (Page page : pages) {
            for (int i = 0; i < page.ids.length; i++) {
                action.accept(page.ids[i], page.slots[i]);
            }
        }
    }

    /** The page in which an id is, or belongs. */
    private int pageOf(String id) {
        int low = 0;
        int high = pages.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (pages[middle].ids[0].compareTo(id) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private SlotIndex replacing(int at, List<Page> with) {
        Page[] next = new Page[pages.length - 1 + with.size()];
        System.arraycopy(pages, 0, next, 0, at);
        for (int i = 0; i < with.size(); i++) {
            next[at + i] = with.get(i);
        }
        System.arraycopy(pages, at + 1, next, at + with.size(), pages.length - 1 - at);
        return new SlotIndex(next);
    }

    /** Ids in their order, and their slots. */
    private static final class Page {
        private final String[] ids;
        private final int[] slots;

        Page(String[] ids, int[] slots) {
            this.ids = ids;
            this.slots = slots;
        }

        /** This page with an id; two of them if it has become too large. */
        List<Page> with(String id, int slot) {
            int at = Arrays.binarySearch(ids, id);
            Page next = at >= 0 ? replaced(at, slot) : inserted(-at - 1, id, slot);
            return next.ids.length > PAGE_SIZE ? next.halves() : List.of(next);
        }

        /** This page without an id; none if it has become empty. */
        List<Page> without(String id) {
            int at = Arrays.binarySearch(ids, id);
            if (ids.length == 1) {
                return List.of();
            }
            String[] nextIds = Arrays.copyOf(ids, ids.length - 1);
            int[] nextSlots = Arrays.copyOf(slots, ids.length - 1);
            System.arraycopy(ids, at + 1, nextIds, at, ids.length - 1 - at);
            System.arraycopy(slots, at + 1, nextSlots, at, ids.length - 1 - at);
            return List.of(new Page(nextIds, nextSlots));
        }

        private Page replaced(int at, int slot) {
            int[] nextSlots = slots.clone();
            nextSlots[at] = slot;
            return new Page(ids, nextSlots);
        }

        private Page inserted(int at, String id, int slot) {
            String[] nextIds = Arrays.copyOf(ids, ids.length + 1);
            int[] nextSlots = Arrays.copyOf(slots, ids.length + 1);
            System.arraycopy(ids, at, nextIds, at + 1, ids.length - at);
            System.arraycopy(slots, at, nextSlots, at + 1, ids.length - at);
            nextIds[at] = id;
            nextSlots[at] = slot;
            return new Page(nextIds, nextSlots);
        }

        private List<Page> halves() {
            int half = ids.length / 2;
            List<Page> halves = new ArrayList<>();
            halves.add(new Page(Arrays.copyOf(ids, half), Arrays.copyOf(slots, half)));
            halves.add(
                    new Page(Arrays.copyOfRange(ids, half, ids.length), Arrays.copyOfRange(slots, half, ids.length)));
            return halves;
        }
    }
}
