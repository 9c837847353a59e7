package io.earshot.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which queries a list shows.
 *
 * @param search words in id, text or labels, in lower case
 * @param enabled whether it is enabled
 * @param state whether it is matched
 * @param labels it has each of them
 */
record QueryFilter(
        Optional<String> search, Optional<Boolean> enabled, Optional<QueryState> state, List<LabelFilter> labels)
        implements Predicate<QueryEntry> {
    /** @throws IllegalArgumentException if a parameter is malformed */
    static QueryFilter of(RequestFields fields) {
        return new QueryFilter(
                fields.text("search").map(words -> words.strip().toLowerCase(Locale.ROOT)),
                fields.text("enabled").map(QueryFilter::truth),
                fields.text("state").map(QueryFilter::state),
                fields.texts("label").stream().map(LabelFilter::of).toList());
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"enabled\" must be true or false");
        };
    }

    private static QueryState state(String text) {
        return Arrays.stream(QueryState.values())
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"state\" must be one of "
                        + Arrays.stream(QueryState.values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    @Override
    public boolean test(QueryEntry entry) {
        return search.filter(words -> !entry.holds(words)).isEmpty()
                && enabled.filter(asked -> asked != entry.enabled()).isEmpty()
                && state.filter(asked -> asked != entry.state()).isEmpty()
                && labels.stream().allMatch(label -> entry.hasLabel(label));
    }
}
