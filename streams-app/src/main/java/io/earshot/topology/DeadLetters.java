package io.earshot.topology;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Makes the dead letter of a record: its bytes, and in the headers why it was rejected and where it lies. */
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
    /** Header of a record that was written again: the dead letter that it was, who wrote it and when. */
    public static final String RETRIED = "earshot.retried";

    private DeadLetters() {}

    static Record<String, byte[]> of(
            Record<String, byte[]> original, String reason, String detail, Optional<RecordMetadata> where) {
        Headers headers = new RecordHeaders(original.headers().toArray());
        add(headers, REASON, reason);
        add(headers, DETAIL, detail);
        where.ifPresent(from -> {
            add(headers, TOPIC, from.topic());
            add(headers, PARTITION, Integer.toString(from.partition()));
            add(headers, OFFSET, Long.toString(from.offset()));
        });
        return new Record<>(original.key(), original.value(), original.timestamp(), headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
