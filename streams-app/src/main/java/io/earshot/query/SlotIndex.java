package io.earshot.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** An immutable map from query id to slot, in the order of the ids: sorted pages, of which a change copies one. */
final class SlotIndex {
    static final int ABSENT = -1;
    static final SlotIndex EMPTY = new SlotIndex(List.of());
    private static final int PAGE_SIZE = 256;

    private static final Comparator<Entry> BY_ID = Comparator.comparing(Entry::id);
    private static final Comparator<List<Entry>> BY_FIRST_ID = Comparator.comparing(page -> page.get(0).id);

    /** In the order of their ids, none of them empty. */
    private final List<List<Entry>> pages;

    private record Entry(String id, int slot) {}

    private SlotIndex(List<List<Entry>> pages) {
        this.pages = pages;
    }

    /** The slot of an id, or {@link #ABSENT}. */
    int slot(String id) {
        List<Entry> page = page(pageOf(id));
        int at = place(page, id);
        return at < 0 ? ABSENT : page.get(at).slot;
    }

    SlotIndex with(String id, int slot) {
        int at = pageOf(id);
        List<Entry> page = new ArrayList<>(page(at));
        int place = place(page, id);
        if (place >= 0) {
            page.set(place, new Entry(id, slot));
        } else {
            page.add(-place - 1, new Entry(id, slot));
        }
        return replacing(at, page);
    }

    SlotIndex without(String id) {
        int at = pageOf(id);
        List<Entry> page = new ArrayList<>(page(at));
        int place = place(page, id);
        if (place < 0) {
            return this;
        }
        page.remove(place);
        return replacing(at, page);
    }

    /** Every id and its slot, in the order of the ids. */
    void forEach(ObjIntConsumer<String> action) {
        pages.forEach(page -> page.forEach(entry -> action.accept(entry.id, entry.slot)));
    }

    /** The page that holds an id, or would. */
    private int pageOf(String id) {
        int at = Collections.binarySearch(pages, List.of(new Entry(id, 0)), BY_FIRST_ID);
        return at >= 0 ? at : Math.max(0, -at - 2);
    }

    private List<Entry> page(int at) {
        return at < pages.size() ? pages.get(at) : List.of();
    }

    private static int place(List<Entry> page, String id) {
        return Collections.binarySearch(page, new Entry(id, 0), BY_ID);
    }

    /** With one page replaced: by two if it is too large, by none if it is empty. */
    private SlotIndex replacing(int at, List<Entry> page) {
        List<List<Entry>> next = new ArrayList<>(pages.subList(0, at));
        int half = page.size() > PAGE_SIZE ? page.size() / 2 : 0;
        if (half > 0) {
            next.add(List.copyOf(page.subList(0, half)));
        }
        if (!page.isEmpty()) {
            next.add(List.copyOf(page.subList(half, page.size())));
        }
        next.addAll(pages.subList(Math.min(at + 1, pages.size()), pages.size()));
        return new SlotIndex(next);
    }
}
