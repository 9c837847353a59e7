package io.earshot.notify;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to tell a receiver. */
public sealed interface Outcome {
    /** Why it was not told, for people; empty if it was. Holds no secret. */
    String reason();

    /** The receiver, or the server in front of it, has acknowledged it. */
    record Delivered() implements Outcome {
        @Override
        public String reason() {
            return "";
        }
    }

    /**
     * It may go better later.
     *
     * @param reason for people; holds no secret
     * @param after how long the receiver asked to be left alone
     */
    record Later(String reason, Optional<Duration> after) implements Outcome {}

    /**
     * This notification will never be taken; others may be.
     *
     * @param reason for people; holds no secret
     */
    record Refused(String reason) implements Outcome {}

    /**
     * The receiver wants nothing any more, or cannot be told as it is described: it is disabled.
     *
     * @param reason for people; holds no secret
     */
    record Gone(String reason) implements Outcome {}
}
