package io.earshot.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Makes a dead letter of a record whose result is too large for its topic. A producer that has been given such a result cannot
 * commit any more, so it is found before: by {@link BoundedSerializer}. All else is as by default: what may pass is tried again, and
 * a topic that takes less than it has to fails the thread. Made by Kafka Streams, for each thread.
 */
public final class ProductionFailureHandler extends DefaultProductionExceptionHandler {
    private RecordFailures failures;

    @Override
    public void configure(Map<String, ?> settings) {
        failures = (RecordFailures) settings.get(RecordFailures.SETTING);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Response handleSerializationError(
            ErrorHandlerContext where, ProducerRecord record, Exception e, SerializationExceptionOrigin origin) {
        if (e instanceof BoundedSerializer.TooLargeException) {
            return Response.resume(List.of(failures.onTooLargeResult(where, e.getMessage())));
        }
        return super.handleSerializationError(where, record, e, origin);
    }
}
