package io.earshot.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class ReaderLifeTest {
    private final List<String> notes = new ArrayList<>();
    private final List<RuntimeException> broken = new ArrayList<>();
    private int attempts;

    private final ReaderNotes noted = new ReaderNotes() {
        @Override
        public void begins(String reader) {
            notes.add(reader + " begins");
        }

        @Override
        public void died(String reader) {
            notes.add("died");
        }

        @Override
        public void revived(String reader) {
            notes.add("revived");
        }

        @Override
        public void skipped(String reader) {
            notes.add("skipped");
        }

        @Override
        public void restarted(String reader) {
            notes.add("restarted");
        }
    };

    @Test
    void shouldBeDeadUntilTheBrokersHaveAnswered() {
        ReaderLife life = new ReaderLife("events", noted);
        life.run(
                () -> {
                    attempts++;
                    if (attempts < 3) {
                        throw new TimeoutException("no broker");
                    }
                    life.begun();
                },
                broken::add);
        assertThat(notes).containsExactly("events begins", "restarted", "died", "restarted", "revived");
        assertThat(broken).isEmpty();
    }

    @Test
    void shouldEndForARightThatIsMissingFromTheBeginning() {
        ReaderLife life = new ReaderLife("events", noted);
        life.run(
                () -> {
                    throw new TopicAuthorizationException("events");
                },
                broken::add);
        assertThat(notes).containsExactly("events begins", "died");
        assertThat(broken).singleElement().isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void shouldOutlastARightThatIsMissingForATime() {
        ReaderLife life = ReaderLife.waitingForRights("receivers of events", noted);
        life.run(
                () -> {
                    attempts++;
                    if (attempts == 1) {
                        throw new TopicAuthorizationException("events");
                    }
                    life.begun();
                },
                broken::add);
        assertThat(notes).containsExactly("receivers of events begins", "restarted", "died", "revived");
        assertThat(broken).isEmpty();
    }

    /** A receiver that was deleted while its reader was dead must not count as dead for ever. */
    @Test
    void shouldNotStayDeadWhenItIsToldToEnd() {
        ReaderLife life = new ReaderLife("events", noted);
        life.run(
                () -> {
                    life.end();
                    throw new TimeoutException("no broker");
                },
                broken::add);
        assertThat(notes).containsExactly("events begins", "restarted", "died", "revived");
    }
}
