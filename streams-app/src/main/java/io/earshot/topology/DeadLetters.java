package io.earshot.topology;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Makes the dead letter of a record: its bytes, and in the headers why it was rejected and where it lies. A record too large
 * for a letter is cut: the letter then says how long it was, and its digest.
 */
public final class DeadLetters {
    /** Header: why it was rejected, one word. */
    public static final String REASON = "earshot.reason";
    /** Header: the reason on one line, with numbers. */
    public static final String DETAIL = "earshot.detail";
    /** Header: the topic in which the record lies. */
    public static final String TOPIC = "earshot.topic";

    /** Header: its partition there. */
    public static final String PARTITION = "earshot.partition";
    /** Header: its offset there. */
    public static final String OFFSET = "earshot.offset";
    /** Header of a letter that does not hold all of the record: the bytes of the record's value. */
    public static final String SIZE = "earshot.size";
    /** Header of a letter that does not hold all of the record: the SHA-256 of the record's value, in hexadecimal digits. */
    public static final String SHA256 = "earshot.sha256";
    /** Header of a record that was written again: the dead letter that it was, who wrote it and when. */
    public static final String RETRIED = "earshot.retried";

    /** What only Earshot says of a letter: a record that came with such a header loses it. */
    public static final Set<String> OF_THE_LETTER = Set.of(REASON, DETAIL, TOPIC, PARTITION, OFFSET, SIZE, SHA256);

    /**
     * Most bytes of key, value and headers of a letter. Above what topics take by default, so that a letter holds all of a
     * record; below the limit of the topic of dead letters, with room for the batch.
     */
    static final int MOST_BYTES = 3 << 19;

    private static final int MOST_KEY_CHARS = 4_096;
    private static final int MOST_HEADER_BYTES = 64 << 10;
    private static final int MOST_DETAIL_CHARS = 1_000;

    private DeadLetters() {}

    static Record<String, byte[]> of(
            Record<String, byte[]> original, String reason, String detail, Optional<RecordMetadata> where) {
        Letter letter = of(original.key(), original.value(), original.headers(), reason, detail);
        where.ifPresent(from -> letter.from(from.topic(), from.partition(), from.offset()));
        return new Record<>(letter.key(), letter.value(), original.timestamp(), letter.headers());
    }

    /** The letter of a record that lies nowhere yet. */
    static Letter of(String key, byte[] value, Headers headers, String reason, String detail) {
        Headers kept = new RecordHeaders(headers.toArray());
        OF_THE_LETTER.forEach(kept::remove);
        boolean isWhole = bytes(key) + (value == null ? 0 : value.length) + bytes(kept) <= MOST_BYTES;
        Letter letter = isWhole ? new Letter(key, value, kept) : cut(key, value, kept);
        return letter.with(REASON, reason).with(DETAIL, start(detail, MOST_DETAIL_CHARS));
    }

    private static Letter cut(String key, byte[] value, Headers headers) {
        String startOfKey = key == null ? null : start(key, MOST_KEY_CHARS);
        Headers few = bytes(headers) <= MOST_HEADER_BYTES ? headers : new RecordHeaders();
        long room = MOST_BYTES - bytes(startOfKey) - bytes(few);
        byte[] startOfValue = value == null || value.length <= room ? value : Arrays.copyOf(value, (int) room);
        return new Letter(startOfKey, startOfValue, few)
                .with(SIZE, Integer.toString(value == null ? 0 : value.length))
                .with(SHA256, value == null ? "" : sha256(value));
    }

    private static String start(String text, int mostChars) {
        if (text.length() <= mostChars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(mostChars - 1)) ? mostChars - 1 : mostChars);
    }

    private static long bytes(String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static long bytes(Headers headers) {
        long bytes = 0;
        for (Header header : headers) {
            bytes += bytes(header.key()) + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** What is written; the headers are its own. */
    record Letter(String key, byte[] value, Headers headers) {
        Letter with(String name, String text) {
            headers.add(name, text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Letter from(String topic, int partition, long offset) {
            return with(TOPIC, topic)
                    .with(PARTITION, Integer.toString(partition))
                    .with(OFFSET, Long.toString(offset));
        }
    }
}
