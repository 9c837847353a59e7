package io.earshot.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a list that is sorted by id: what is added or removed meanwhile moves nothing else from one page to another.
 *
 * @param limit most items
 * @param after id of the last item of the page before; empty: from the first on
 */
record IdPage(int limit, String after) {
    /** @throws IllegalArgumentException if a parameter is malformed */
    static IdPage of(RequestFields fields) {
        return new IdPage(Paging.limit(fields), Paging.cursor(fields).orElse(""));
    }

    /**
     * The answer.
     *
     * @param items what follows {@link #after}, in order; read as far as it is needed
     */
    <T> Map<String, Object> answer(Iterator<T> items, Function<T, String> id, Function<T, ?> facts) {
        List<Object> shown = new ArrayList<>();
        String last = "";
        while (items.hasNext() && shown.size() < limit) {
            T item = items.next();
            shown.add(facts.apply(item));
            last = id.apply(item);
        }
        return Paging.answer(shown, items.hasNext() ? Optional.of(last) : Optional.empty());
    }
}
