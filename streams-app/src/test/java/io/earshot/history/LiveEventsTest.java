package io.earshot.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.decide.EventPhase;
import io.earshot.service.RecordedHistory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveEventsTest {
    private final LiveEvents live = new LiveEvents();

    @Test
    void shouldDropTheListenerThatIsTooSlowAndNoOther() throws Exception {
        live.begin(Place.of(Map.of(0, 10L)));
        LiveListener slow = live.listen(2).orElseThrow();
        LiveListener quick = live.listen(3).orElseThrow();
        for (int offset = 10; offset < 13; offset++) {
            happen(offset);
        }
        assertThat(slow.isOpen()).isFalse();
        assertThat(slow.take(Duration.ofSeconds(5))).isEmpty();
        for (int offset = 10; offset < 13; offset++) {
            LiveListener.Notice notice = quick.take(Duration.ofSeconds(5)).orElseThrow();
            assertThat(((LiveListener.Happened) notice).recorded().offset()).isEqualTo(offset);
        }
        assertThat(live.listeners()).isOne();
        assertThat(live.place().text()).isEqualTo("0:13");
    }

    @Test
    void shouldTellHowFarTheTopicIsReadBehindWhatHappened() throws Exception {
        live.begin(Place.of(Map.of(0, 10L, 1, 4L)));
        LiveListener listener = live.listen(10).orElseThrow();
        happen(10);
        live.read(1, 4, Optional.empty());
        live.beat();
        assertThat(listener.start().text()).isEqualTo("0:10,1:4");
        assertThat(listener.take(Duration.ofSeconds(5)).orElseThrow()).isInstanceOf(LiveListener.Happened.class);
        assertThat(listener.take(Duration.ofSeconds(5)))
                .hasValue(new LiveListener.Beat(Place.of(Map.of(0, 11L, 1, 5L))));
        assertThat(listener.take(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void shouldTakeNobodyBeforeTheBeginningAndAfterTheEnd() throws Exception {
        assertThat(live.listen(1)).isEmpty();
        live.begin(Place.of(Map.of()));
        LiveListener listener = live.listen(1).orElseThrow();
        live.close();
        assertThat(listener.take(Duration.ofSeconds(5))).isEmpty();
        assertThat(listener.isOpen()).isFalse();
        assertThat(live.listen(1)).isEmpty();
    }

    @Test
    void shouldReadThePlacesThatItWroteAndNoOthers() {
        Place place = Place.of(Map.of(11, 4L, 2, 17L));
        assertThat(place.text()).isEqualTo("2:17,11:4");
        assertThat(Place.parse("2:17,11:4")).isEqualTo(place);
        assertThat(place.offsetsTo(Place.parse("2:20,11:1,12:5"))).isEqualTo(8);
        for (String wrong : new String[] {"", "2", "2:", "2:17,", "2:-1", "a:1", "2:1\n", "2:9999999999999999999"}) {
            assertThatThrownBy(() -> Place.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void happen(int offset) {
        live.read(0, offset, Optional.of(RecordedHistory.event(offset, "yard", "dog", EventPhase.OPEN, .6)));
    }
}
