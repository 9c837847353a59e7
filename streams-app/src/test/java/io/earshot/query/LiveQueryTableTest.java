package io.earshot.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveQueryTableTest {
    @Test
    void shouldLeaveASnapshotAsItWasTaken() {
        LiveQueryTable live = new LiveQueryTable();
        live.register(RegisteredQueries.of("a"));
        QueryTable snapshot = live.current();
        live.register(RegisteredQueries.of("b"));
        live.delete("a");
        assertThat(snapshot.find("a")).isPresent();
        assertThat(snapshot.size()).isEqualTo(1);
        assertThat(live.current().find("a")).isEmpty();
        assertThat(live.current().size()).isEqualTo(1);
    }

    @Test
    void shouldKeepWhatAQuerysWriterIsWarnedOfAsLongAsTheQueryStands() {
        LiveQueryTable live = new LiveQueryTable();
        live.register(RegisteredQueries.of("a"), List.of("too generic"));
        live.register(RegisteredQueries.of("b"), List.of());
        assertThat(live.warnings()).isEqualTo(Map.of("a", List.of("too generic")));
        live.refuse("a", List.of("no words"));
        assertThat(live.warnings()).isEmpty();
        assertThat(live.refusals()).containsOnlyKeys("a");
        live.register(RegisteredQueries.of("a"), List.of("too generic"));
        live.register(RegisteredQueries.of("a"));
        assertThat(live.warnings()).isEmpty();
        assertThat(live.refusals()).isEmpty();
    }

    @Test
    void shouldLoseNothingWhenSeveralThreadsWrite() throws InterruptedException {
        LiveQueryTable live = new LiveQueryTable();
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            String prefix = "w" + writer + "-";
            writers.add(new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    live.register(RegisteredQueries.of(prefix + i));
                }
            }));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(live.current().size()).isEqualTo(800);
    }
}
