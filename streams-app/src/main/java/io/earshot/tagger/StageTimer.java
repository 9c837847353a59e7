package io.earshot.tagger;

import java.util.function.Supplier;

/** Measures how long the stages of encoding take. */
public interface StageTimer {
    /** The stages that take time. */
    enum Stage {
        /** Samples to log-mel. */
        FEATURES,
        /** Log-mel to the tokens of a hop. */
        LOCAL,
        /** Tokens to the embedding of a segment. */
        CONTEXT
    }

    /** Measures nothing. */
    StageTimer NONE = new StageTimer() {
        @Override
        public <T> T time(Stage stage, Supplier<T> work) {
            return work.get();
        }
    };

    /** Does the work, and gives back its result. */
    <T> T time(Stage stage, Supplier<T> work);
}
