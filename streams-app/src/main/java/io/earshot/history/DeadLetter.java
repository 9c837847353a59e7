package io.earshot.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A record that was refused.
 *
 * @param id where it lies among the dead letters
 * @param at when it was refused
 * @param key of the record; empty if it had none
 * @param reason one word; empty if it is not known
 * @param detail the reason on one line, with numbers
 * @param origin where the refused record lies; empty if that is not known
 * @param headers all headers, in order
 * @param bytes its value, null if it had none; read-only
 */
public record DeadLetter(
        Id id,
        Instant at,
        Optional<String> key,
        String reason,
        String detail,
        Optional<Origin> origin,
        List<Header> headers,
        byte[] bytes) {
    public DeadLetter {
        headers = List.copyOf(headers);
    }

    /**
     * Where a letter lies.
     *
     * @param partition of the dead letters
     * @param offset in the partition
     */
    public record Id(int partition, long offset) {
        private static final Pattern TEXT = Pattern.compile("\\d{1,5}-\\d{1,18}");

        /** Reads {@link #text()}; empty if it is no such text. */
        public static Optional<Id> parse(String text) {
            if (!TEXT.matcher(text).matches()) {
                return Optional.empty();
            }
            int dash = text.indexOf('-');
            return Optional.of(
                    new Id(Integer.parseInt(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1))));
        }

        /** For example {@code 3-17}. */
        public String text() {
            return partition + "-" + offset;
        }
    }

    /**
     * Where the refused record lies.
     *
     * @param topic of the record
     * @param partition of the topic; empty if it is not known
     * @param offset in the partition; empty if it is not known
     */
    public record Origin(String topic, Optional<String> partition, Optional<String> offset) {}

    /**
     * A header.
     *
     * @param name of the header
     * @param value as text; what is not UTF-8 is replaced
     */
    public record Header(String name, String value) {}
}
