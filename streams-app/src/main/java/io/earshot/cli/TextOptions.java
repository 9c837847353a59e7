package io.earshot.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Other texts and negatives of a query. */
final class TextOptions {
    @Option(
            names = "--or",
            paramLabel = "TEXT",
            description = "Other words for it; the text that matches best counts. May be repeated.")
    private List<String> otherTexts = List.of();

    @Option(
            names = "--not",
            paramLabel = "TEXT",
            description = "Suppresses an event when this text matches better. May be repeated.")
    private List<String> negatives = List.of();

    /** Empty if none is given; a blank one alone stands for none. */
    Optional<List<String>> otherTexts() {
        return given(otherTexts);
    }

    /** Empty if none is given; a blank one alone stands for none. */
    Optional<List<String>> negatives() {
        return given(negatives);
    }

    private static Optional<List<String>> given(List<String> written) {
        return Optional.of(written)
                .filter(texts -> !texts.isEmpty())
                .map(texts -> texts.stream().filter(text -> !text.isBlank()).toList());
    }
}
