package io.earshot.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Who changed a query, a source or a verdict, when, and what was done: three headers of its record, so that the record stays what every
 * release reads. A note is as true as whoever may write to the topic.
 *
 * @param by name of a key of the API, or of a user of the command line; empty if the record does not say
 * @param at wall-clock time of the writer
 * @param what was done, a word: added, changed, enabled, disabled, paused, resumed, reset, judged or removed
 */
public record ChangeNote(String by, Instant at, String what) {
    /** Holds {@link #by}. */
    public static final String BY = "earshot-changed-by";

    /** Holds {@link #at}, ISO-8601. */
    public static final String AT = "earshot-changed-at";

    /** Holds {@link #what}. */
    public static final String WHAT = "earshot-change";

    /** {@link #what} of a record without a value among the chunks, which asks for its source to be forgotten. */
    public static final String RESET = "reset";

    private static final int MOST_CHARS = 200;

    /** Writes the headers. */
    public void addTo(Headers headers) {
        headers.add(BY, by.getBytes(StandardCharsets.UTF_8));
        headers.add(AT, at.toString().getBytes(StandardCharsets.UTF_8));
        headers.add(WHAT, what.getBytes(StandardCharsets.UTF_8));
    }

    /** The note of a record; empty if it has none that can be read. Not trusted: long texts are cut. */
    public static Optional<ChangeNote> of(Headers headers) {
        try {
            Optional<String> by = text(headers, BY);
            Optional<Instant> at = text(headers, AT).map(Instant::parse);
            return by.flatMap(name -> at.map(
                    time -> new ChangeNote(name, time, text(headers, WHAT).orElse(""))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return Optional.ofNullable(header)
                .map(Header::value)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .map(text -> text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS));
    }
}
