package io.earshot.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/** Asks {@link RecordFailures}. Made by Kafka Streams, for each thread. */
public final class ProcessingFailureHandler implements ProcessingExceptionHandler {
    private RecordFailures failures;

    @Override
    public void configure(Map<String, ?> settings) {
        failures = (RecordFailures) settings.get(RecordFailures.SETTING);
    }

    @Override
    public Response handleError(ErrorHandlerContext where, Record<?, ?> record, Exception e) {
        return failures.onFailure(where, e)
                .map(letter -> Response.resume(List.of(letter)))
                .orElseGet(Response::fail);
    }
}
