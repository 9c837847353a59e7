package io.earshot.history;

import java.util.Optional;

/** The refused records. Each call may take seconds; safe for use by several threads. */
public interface DeadLetterBox {
    /**
     * Dead letters, newest first.
     *
     * @param reason empty: any
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    Page<DeadLetter> list(Optional<String> reason, PageRequest request);

    /**
     * One of them; empty if it is not there, or not any more.
     *
     * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
     */
    Optional<DeadLetter> find(DeadLetter.Id id);

    /**
     * Writes the refused record to its topic again, as it was, with a header that says so; returns when it is written.
     *
     * @param caller who asked for it
     * @return the topic that it went to; empty if the letter is not there, or not any more
     * @throws NotRetriedException if its topic is none of Earshot's, or not known
     * @throws org.apache.kafka.common.KafkaException if it cannot be written
     */
    Optional<String> retry(DeadLetter.Id id, String caller) throws InterruptedException;

    /** A dead letter that cannot be retried. */
    final class NotRetriedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotRetriedException(String message) {
            super(message);
        }
    }
}
