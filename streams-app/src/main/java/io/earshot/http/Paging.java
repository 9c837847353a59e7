package io.earshot.http;

import io.earshot.history.Page;
import io.earshot.history.PageRequest;
import io.earshot.history.Place;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Lists by pages: what is asked for, and the form of the answer. Cursors are opaque to callers. */
final class Paging {
    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";
    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 500;

    private Paging() {}

    /** Names of the parameters, beside those of a list's own. */
    static Set<String> parameters(String... own) {
        Set<String> names = new TreeSet<>(List.of(own));
        names.addAll(List.of(LIMIT, CURSOR));
        return names;
    }

    /** @throws IllegalArgumentException if a parameter is malformed */
    static PageRequest of(RequestFields fields) {
        return new PageRequest(limit(fields), cursor(fields).map(Place::parse));
    }

    /** Most items of a page. */
    static int limit(RequestFields fields) {
        int limit = fields.whole(LIMIT).orElse(DEFAULT_LIMIT);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("\"limit\" must lie between 1 and " + MOST);
        }
        return limit;
    }

    /** What the cursor of a request holds; empty: the first page is asked for. */
    static Optional<String> cursor(RequestFields fields) {
        return fields.text(CURSOR).map(Paging::decoded);
    }

    static <T> Map<String, Object> answer(Page<T> page, Function<T, Map<String, Object>> facts) {
        return answer(page.items().stream().map(facts).toList(), page.next().map(Place::text));
    }

    /** @param next what the cursor of the next page holds; empty: there is none */
    static Map<String, Object> answer(List<?> items, Optional<String> next) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("items", items);
        answer.put("next", next.map(Paging::encoded).orElse(null));
        return answer;
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IllegalArgumentException("\"cursor\" must be the \"next\" of an earlier answer", e);
        }
    }
}
