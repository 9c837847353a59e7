package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedWarningsTest {
    private static final String GONE =
            "[Consumer clientId=%s, groupId=null] Connection to node %d (/127.0.0.1:9092) could not be established.";

    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> shown = new ListAppender<>();
    private final AtomicLong nanos = new AtomicLong();
    private final RepeatedWarnings filter = new RepeatedWarnings(nanos::get);

    @BeforeEach
    void start() {
        filter.setContext(context);
        filter.start();
        context.addTurboFilter(filter);
        shown.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(shown);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void shouldShowTheFirstOfThousandsAndThenTellHowManyMore() {
        Logger client = context.getLogger("org.apache.kafka.clients.NetworkClient");
        for (int i = 0; i < 3_800; i++) {
            client.warn(GONE.formatted("client-" + i % 30, i % 3 - 1));
        }
        assertThat(messages(shown)).singleElement().asString().contains("127.0.0.1:9092");
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        filter.tell();
        assertThat(messages(shown))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("3799 more")
                .contains("127.0.0.1:9092");
        client.warn(GONE.formatted("client-0", 1));
        assertThat(shown.list).hasSize(3);
    }

    @Test
    void shouldShowEverythingElse() {
        Logger client = context.getLogger("org.apache.kafka.clients.NetworkClient");
        client.warn("Bootstrap broker 127.0.0.1:9092 (id: -1) disconnected");
        client.warn(GONE.formatted("a", 1));
        client.error(GONE.formatted("a", 1) + " And more");
        client.warn("Bootstrap broker 127.0.0.1:9093 (id: -1) disconnected");
        Logger ours = context.getLogger("io.earshot.app.Applications");
        ours.warn("twice");
        ours.warn("twice");
        assertThat(shown.list).hasSize(6);
    }

    private static List<String> messages(ListAppender<ILoggingEvent> appender) {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
