package io.earshot.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** What travels from chunk to event as a header, within the topology only. */
final class InnerHeaders {
    private static final String NAME = "earshot.title";
    private static final String REST = "earshot.rest";
    private static final String SILENT = "earshot.silent";
    private static final String FORGET = "earshot.forget";

    private InnerHeaders() {}

    /** A record whose hop was completed by silence, because its run ended. */
    static <V> Record<String, V> withRest(Record<String, V> record) {
        return record.withHeaders(new RecordHeaders(record.headers().toArray()).add(REST, new byte[0]));
    }

    /** Whether the record's hop was completed by silence, because its run ended. */
    static boolean isRest(Record<String, ?> record) {
        return record.headers().lastHeader(REST) != null;
    }

    /** A record of a lane that was given up because it had been silent for so long that its events are closed. */
    static <V> Record<String, V> ofSilent(Record<String, V> record) {
        return record.withHeaders(new RecordHeaders(record.headers().toArray()).add(SILENT, new byte[0]));
    }

    /** Whether the record's lane was given up because it had been silent for so long. */
    static boolean isSilent(Record<String, ?> record) {
        return record.headers().lastHeader(SILENT) != null;
    }

    /** A record that is the last of its lane: nothing of the lane is kept. */
    static <V> Record<String, V> withForget(Record<String, V> record) {
        return record.withHeaders(new RecordHeaders(record.headers().toArray()).add(FORGET, new byte[0]));
    }

    /** Whether nothing of the record's lane is kept. */
    static boolean isForget(Record<String, ?> record) {
        return record.headers().lastHeader(FORGET) != null;
    }

    /** A record with a title. */
    static <V> Record<String, V> with(Record<String, V> record, String title) {
        Headers headers = without(record.headers());
        if (!title.isEmpty()) {
            headers.add(NAME, title.getBytes(StandardCharsets.UTF_8));
        }
        return record.withHeaders(headers);
    }

    /** The title of a record; empty if it has none. */
    static String of(Record<String, ?> record) {
        Header title = record.headers().lastHeader(NAME);
        return title == null ? "" : new String(title.value(), StandardCharsets.UTF_8);
    }

    /** The other headers. */
    static Headers without(Headers headers) {
        return new RecordHeaders(headers.toArray())
                .remove(NAME)
                .remove(REST)
                .remove(SILENT)
                .remove(FORGET);
    }
}
