package io.earshot.http;

import io.earshot.source.AudioSource;
import io.earshot.source.ShownSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which sources a list shows.
 *
 * @param search words in id, address as it is shown, or labels, in lower case
 * @param state how listening goes, a word
 * @param labels it has each of them
 */
record SourceFilter(Optional<String> search, Optional<String> state, List<LabelFilter> labels)
        implements Predicate<SourceEntry> {
    /** @throws IllegalArgumentException if a parameter is malformed */
    static SourceFilter of(RequestFields fields) {
        return new SourceFilter(
                fields.text("search").map(words -> words.strip().toLowerCase(Locale.ROOT)),
                fields.text("state"),
                fields.texts("label").stream().map(LabelFilter::of).toList());
    }

    @Override
    public boolean test(SourceEntry entry) {
        return search.filter(words -> !holds(entry, words)).isEmpty()
                && state.filter(asked -> !entry.isIn(asked)).isEmpty()
                && labels.stream()
                        .allMatch(label -> entry.source()
                                .filter(source -> label.isAmong(source.labels()))
                                .isPresent());
    }

    private static boolean holds(SourceEntry entry, String words) {
        return Stream.concat(Stream.of(entry.id()), entry.source().stream().flatMap(SourceFilter::texts))
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
    }

    private static Stream<String> texts(AudioSource source) {
        return Stream.concat(Stream.of(ShownSource.of(source).address()), LabelFilter.texts(source.labels()));
    }
}
