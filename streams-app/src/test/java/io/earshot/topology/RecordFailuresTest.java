package io.earshot.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.metrics.TaggingMetrics;
import io.earshot.wire.RegistryException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordFailuresTest {
    private final Exception bad = new IllegalStateException("no such tile");

    private final TaggingMetrics metrics = new TaggingMetrics();
    private final AtomicLong nanos = new AtomicLong();
    private final RecordFailures failures = new RecordFailures(new Topics("test."), metrics, nanos::get);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void shouldTryARecordAgainOnceAndThenSetItAside() {
        assertThat(failures.onFailure(at(7), bad)).isEmpty();
        ProducerRecord<byte[], byte[]> letter = failures.onFailure(at(7), bad).orElseThrow();

        assertThat(letter.topic()).isEqualTo("test.dead-letters.v1");
        assertThat(letter.key()).asString(StandardCharsets.UTF_8).isEqualTo("studio");
        assertThat(letter.value()).containsExactly(1, 2, 3);
        assertThat(text(letter, DeadLetters.REASON)).isEqualTo("failed");
        assertThat(text(letter, DeadLetters.DETAIL)).contains("match-queries", "no such tile");
        assertThat(text(letter, DeadLetters.OFFSET)).isEqualTo("7");
        assertThat(metrics.scrape()).contains("earshot_records_set_aside_total{topic=\"chunks\"} 1.0");
        assertThat(failures.onFailure(at(8), bad)).isEmpty();
    }

    @Test
    void shouldSetNothingAsideWhileTheClusterIsAway() {
        for (Exception e : List.of(
                new TimeoutException("no broker"), new RegistryException("no registry", new java.io.IOException()))) {
            assertThat(failures.onFailure(at(7), e)).isEmpty();
            assertThat(failures.onFailure(at(7), e)).isEmpty();
        }
    }

    @Test
    void shouldSetNothingAsideWhenTheFaultIsNoRecords() {
        for (long offset = 0; offset < 20; offset++) {
            assertThat(failures.onFailure(at(offset), bad)).isEmpty();
            assertThat(failures.onFailure(at(offset), bad)).isPresent();
        }
        assertThat(failures.onFailure(at(20), bad)).isEmpty();
        assertThat(failures.onFailure(at(20), bad)).isEmpty();
        nanos.addAndGet(Duration.ofHours(1).toNanos() + 1);
        assertThat(failures.onFailure(at(20), bad)).isPresent();
    }

    @Test
    void shouldFailWhereNoRecordWasProcessed() {
        ErrorHandlerContext clock = context(null, -1);
        assertThat(failures.onFailure(clock, bad)).isEmpty();
        assertThat(failures.onFailure(clock, bad)).isEmpty();
    }

    @Test
    void shouldAnswerKafkaStreamsThroughItsHandlers() {
        ProcessingFailureHandler processing = new ProcessingFailureHandler();
        processing.configure(Map.of(RecordFailures.SETTING, failures));
        assertThat(processing.handleError(at(7), null, bad).result()).isEqualTo(ProcessingExceptionHandler.Result.FAIL);
        assertThat(processing.handleError(at(7), null, bad).result())
                .isEqualTo(ProcessingExceptionHandler.Result.RESUME);
    }

    @Test
    void shouldWriteALetterInPlaceOfAResultThatIsTooLarge() {
        ProductionFailureHandler production = new ProductionFailureHandler();
        production.configure(Map.of(RecordFailures.SETTING, failures));
        ProductionExceptionHandler.Response response = production.handleSerializationError(
                at(7),
                new ProducerRecord<>("events", "studio", "too long"),
                tooLarge(),
                ProductionExceptionHandler.SerializationExceptionOrigin.VALUE);

        assertThat(response.result()).isEqualTo(ProductionExceptionHandler.Result.RESUME);
        assertThat(response.deadLetterQueueRecords())
                .singleElement()
                .satisfies(
                        letter -> assertThat(text(letter, DeadLetters.REASON)).isEqualTo("result_too_large"))
                .satisfies(letter -> assertThat(letter.value()).containsExactly(1, 2, 3));
    }

    private static Exception tooLarge() {
        try (BoundedSerializer<String> bounded = new BoundedSerializer<>(new StringSerializer())) {
            assertThat(bounded.serialize("events", "short")).hasSize(5);
            bounded.serialize("events", "x".repeat(BoundedSerializer.MOST_BYTES + 1));
            throw new AssertionError("it was written");
        } catch (BoundedSerializer.TooLargeException e) {
            return e;
        }
    }

    private static ErrorHandlerContext at(long offset) {
        return context("chunks", offset);
    }

    private static ErrorHandlerContext context(String topic, long offset) {
        return new DefaultErrorHandlerContext(
                null,
                topic,
                3,
                offset,
                new RecordHeaders(),
                "match-queries",
                new TaskId(0, 3),
                0,
                "studio".getBytes(StandardCharsets.UTF_8),
                new byte[] {1, 2, 3});
    }

    private static String text(ProducerRecord<byte[], byte[]> letter, String name) {
        return Optional.ofNullable(letter.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .orElse("");
    }
}
