package io.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.encoder.EncoderException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what is done about each failure. */
class RemedyTest {
    static Stream<Throwable> ofTheMoment() {
        return Stream.of(
                new StreamsException("commit", new TimeoutException("60000 ms while awaiting AddOffsetsToTxn")),
                new StreamsException(new ProducerFencedException("another one")),
                new StreamsException(new InvalidProducerEpochException("old")),
                new StreamsException(new TransactionAbortedException("aborted")),
                new StreamsException(new CommitFailedException("left the group")),
                new StreamsException(new KafkaException("Cannot execute transactional method because of an error")),
                new TaskMigratedException("another one", new ProducerFencedException("fenced")),
                new KafkaException("The client hasn't received acknowledgment"));
    }

    static Stream<Throwable> lasting() {
        return Stream.of(
                new StreamsException(new TopicAuthorizationException("earshot.events.v1")),
                new StreamsException(new SaslAuthenticationException("password")),
                new ConfigException("no.such", "x", "y"),
                new StreamsException(new UnsupportedVersionException("old broker")),
                new NoClassDefFoundError("gone"),
                new StackOverflowError());
    }

    static Stream<Throwable> unknown() {
        return Stream.of(
                // Perhaps of one record only.
                new StreamsException(new EncoderException("the model cannot be run", new IllegalStateException())),
                new StreamsException(new NullPointerException("a bug")),
                new IllegalStateException("a bug"),
                new StreamsException(new SerializationException("a record")),
                new StreamsException(new RecordTooLargeException("a record")),
                new MissingSourceTopicException("earshot.audio.chunks.v1"));
    }

    @ParameterizedTest
    @MethodSource("ofTheMoment")
    void shouldReplaceTheThreadWhereNewClientsCureIt(Throwable e) {
        assertThat(Remedy.of(e, true, true)).isEqualTo(Remedy.REPLACE_THREAD);
        assertThat(Remedy.of(e, false, true)).isEqualTo(Remedy.REPLACE_THREAD);
        assertThat(Remedy.of(e, true, false)).isEqualTo(Remedy.RESTART_APPLICATION);
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void shouldEndTheProcessOnlyWhereTheTaggerCannotGoOn(Throwable e) {
        assertThat(Remedy.of(e, true, true)).isEqualTo(Remedy.END_PROCESS);
        assertThat(Remedy.of(e, false, true)).isEqualTo(Remedy.RESTART_APPLICATION);
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void shouldStartTheApplicationAnewWhereNothingIsKnown(Throwable e) {
        assertThat(Remedy.of(e, true, true)).isEqualTo(Remedy.RESTART_APPLICATION);
        assertThat(Remedy.of(e, false, true)).isEqualTo(Remedy.RESTART_APPLICATION);
    }

    /** There is one heap for all. */
    @Test
    void shouldEndTheProcessWhereMemoryIsShortWhicheverApplicationSaysSo() {
        Throwable e = new StreamsException(new RuntimeException(new OutOfMemoryError("Java heap space")));
        assertThat(Remedy.of(e, true, true)).isEqualTo(Remedy.END_PROCESS);
        assertThat(Remedy.of(e, false, true)).isEqualTo(Remedy.END_PROCESS);
    }

    @Test
    void shouldEndThoughCausesFormARing() {
        RuntimeException one = new IllegalStateException("one");
        RuntimeException other = new IllegalStateException("other", one);
        one.initCause(other);
        assertThat(Remedy.of(one, true, true)).isEqualTo(Remedy.RESTART_APPLICATION);
    }
}
