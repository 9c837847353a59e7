package io.earshot.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.decide.AbsentTime;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told at once, by the times of the log alone. */
class GatheringTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final QuietHours NIGHT =
            new QuietHours(BERLIN, List.of(QuietSpan.parse("mon-sun 22:00-07:00")), QuietHours.Then.HOLD);

    private long offset;

    @Test
    void shouldTellEachEventByItselfAtOnce() {
        Gathering gathering = new Gathering(receiver(Route.ALL, QuietHours.NONE, Grouping.NONE));
        Instant noon = Instant.parse("2026-11-30T12:00:00Z");
        assertThat(gathering.offer(logged(noon, SomeEvents.open("hall", "e1")))).isTrue();
        assertThat(gathering.offer(logged(noon, SomeEvents.open("hall", "e2")))).isTrue();
        assertThat(counts(gathering.due(noon, false))).containsExactly(1, 1);
        assertThat(gathering.due(noon, true)).isEmpty();
    }

    @Test
    void shouldMakeANightOfRainOneMessage() {
        Gathering gathering = new Gathering(receiver(Route.ALL, NIGHT, new Grouping(Duration.ZERO, 5)));
        Instant evening = Instant.parse("2026-11-30T21:00:00Z");
        for (int minute = 0; minute < 500; minute++) {
            gathering.offer(logged(evening.plusSeconds(60L * minute), SomeEvents.open("yard", "e" + minute)));
        }
        assertThat(gathering.due(Instant.parse("2026-12-01T05:59:59Z"), true)).isEmpty();
        List<EventGroup> morning = gathering.due(Instant.parse("2026-12-01T06:00:03Z"), true);
        assertThat(morning).hasSize(1);
        Notification told = morning.get(0)
                .notification(
                        "r", "https://e/", Instant.parse("2026-12-01T06:00:03Z").toEpochMilli(), 600_000);
        assertThat(told.count()).isEqualTo(500);
        assertThat(told.events()).hasSize(5);
        assertThat(told.isLate()).isFalse();
        assertThat(told.link()).isEqualTo("https://e/e0");
        assertThat(Words.title(told)).contains("(500 times)");
        assertThat(Words.body(told)).endsWith("and 495 more");
    }

    @Test
    void shouldTellWhatTheNightHeldBeforeWhatTheMorningBrings() {
        Gathering gathering = new Gathering(receiver(Route.ALL, NIGHT, Grouping.NONE));
        gathering.offer(logged(Instant.parse("2026-12-01T03:00:00Z"), SomeEvents.open("yard", "night")));
        gathering.offer(logged(Instant.parse("2026-12-01T06:00:01Z"), SomeEvents.open("yard", "morning")));
        assertThat(gathering.due(Instant.parse("2026-12-01T06:00:01Z"), true))
                .extracting(group -> group.listed().get(0).event().eventId())
                .containsExactly("night", "morning");
    }

    @Test
    void shouldDropWhatHappensInQuietHoursIfAsked() {
        QuietHours drop = new QuietHours(BERLIN, NIGHT.spans(), QuietHours.Then.DROP);
        Gathering gathering = new Gathering(receiver(Route.ALL, drop, Grouping.NONE));
        assertThat(gathering.offer(logged(Instant.parse("2026-12-01T03:00:00Z"), SomeEvents.open("yard", "a"))))
                .isFalse();
        assertThat(gathering.offer(logged(Instant.parse("2026-12-01T07:00:00Z"), SomeEvents.open("yard", "b"))))
                .isTrue();
    }

    @Test
    void shouldGatherByQueryAndSourceForSoLong() {
        Gathering gathering =
                new Gathering(receiver(Route.ALL, QuietHours.NONE, new Grouping(Duration.ofMinutes(5), 20)));
        Instant noon = Instant.parse("2026-11-30T12:00:00Z");
        gathering.offer(logged(noon, SomeEvents.open("hall", "e1")));
        gathering.offer(logged(noon.plusSeconds(10), SomeEvents.open("yard", "e2")));
        gathering.offer(logged(noon.plusSeconds(299), SomeEvents.open("hall", "e3")));
        assertThat(gathering.due(noon.plusSeconds(301), true))
                .as("not before all can be seen")
                .isEmpty();
        assertThat(counts(gathering.due(noon.plusSeconds(302), true))).containsExactly(2);
        assertThat(counts(gathering.due(noon.plusSeconds(312), true))).containsExactly(1);
        gathering.offer(logged(noon.plusSeconds(400), SomeEvents.open("hall", "e4")));
        assertThat(gathering.due(noon.plusSeconds(402), true)).isEmpty();
    }

    @Test
    void shouldMakeTheSameMessagesWithTheSameIdsWhoeverReadsTheLogAgain() {
        Receiver receiver = receiver(Route.ALL, NIGHT, new Grouping(Duration.ofMinutes(1), 20));
        List<LoggedEvent> log = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            log.add(logged(
                    Instant.parse("2026-11-30T20:00:00Z").plusSeconds(17L * i),
                    SomeEvents.open("yard" + i % 3, "e" + i)));
        }
        List<String> atOnce = told(receiver, log, log.size());
        for (int batch : new int[] {1, 7, 50}) {
            assertThat(told(receiver, log, batch)).isEqualTo(atOnce);
        }
        assertThat(atOnce).doesNotHaveDuplicates().hasSizeGreaterThan(3);
        assertThat(told(new Receiver("other", ReceiverKind.SLACK, "", Map.of(), true), log, 50))
                .doesNotContainAnyElementsOf(atOnce);
    }

    /** Ids in order; the clock is where the reading is. */
    private static List<String> told(Receiver receiver, List<LoggedEvent> log, int batch) {
        Gathering gathering = new Gathering(receiver);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            gathering.offer(log.get(i));
            if ((i + 1) % batch == 0) {
                ids.addAll(ids(
                        receiver, gathering.due(Instant.ofEpochMilli(log.get(i).appendMillis()), true)));
            }
        }
        ids.addAll(ids(receiver, gathering.due(Instant.parse("2026-12-03T00:00:00Z"), true)));
        return ids.stream().sorted().toList();
    }

    private static List<String> ids(Receiver receiver, List<EventGroup> groups) {
        return groups.stream()
                .map(group -> group.notification(receiver.id(), "", 0, 0).id() + " "
                        + group.offsets().size())
                .toList();
    }

    @Test
    void shouldRouteByEveryPart() {
        Event glass = SomeEvents.open("hall-1", "e");
        Event close = SomeEvents.of(EventPhase.CLOSE, "hall-1", "glass", "e", 0.75, Optional.empty());
        Event absent =
                SomeEvents.of(EventPhase.OPEN, "hall-1", "glass", "e", 0.1, Optional.of(new AbsentTime(60, -70)));
        assertThat(Route.ALL.takes(glass)).isTrue();
        assertThat(Route.ALL.takes(close)).isFalse();
        assertThat(route(List.of("hall-*"), List.of("g*s"), Map.of("team", "facility"), 0.75)
                        .takes(glass))
                .isTrue();
        assertThat(route(List.of("yard", "*-2"), List.of(), Map.of(), 0).takes(glass))
                .isFalse();
        assertThat(route(List.of(), List.of("rain"), Map.of(), 0).takes(glass)).isFalse();
        assertThat(route(List.of(), List.of(), Map.of("team", "night"), 0).takes(glass))
                .isFalse();
        assertThat(route(List.of(), List.of(), Map.of("site", "*"), 0).takes(glass))
                .isFalse();
        assertThat(route(List.of(), List.of(), Map.of("team", "*"), 0).takes(glass))
                .isTrue();
        assertThat(route(List.of(), List.of(), Map.of(), 0.76).takes(glass)).isFalse();
        assertThat(route(List.of(), List.of(), Map.of(), 0.76).takes(absent))
                .as("absence has no confidence")
                .isTrue();
        Set<EventPhase> open = EnumSet.of(EventPhase.OPEN);
        assertThat(new Route(List.of(), List.of(), Map.of(), 0, open, Route.Absences.ONLY).takes(glass))
                .isFalse();
        assertThat(new Route(List.of(), List.of(), Map.of(), 0, open, Route.Absences.ONLY).takes(absent))
                .isTrue();
        assertThat(new Route(List.of(), List.of(), Map.of(), 0, open, Route.Absences.EXCLUDED).takes(absent))
                .isFalse();
    }

    private static Route route(List<String> sources, List<String> queries, Map<String, String> labels, double least) {
        return new Route(sources, queries, labels, least, EnumSet.of(EventPhase.OPEN), Route.Absences.INCLUDED);
    }

    @Test
    void shouldKnowQuietHoursByTheWallClockAlsoWhenItChanges() {
        // The night in which Berlin's clock goes back: 22:00 to 07:00 lasts ten hours.
        assertThat(NIGHT.endFrom(Instant.parse("2026-10-24T20:00:00Z"))).isEqualTo("2026-10-25T06:00:00Z");
        assertThat(NIGHT.isQuiet(Instant.parse("2026-10-24T19:59:59Z"))).isFalse();
        // And the one in which it goes forward.
        assertThat(NIGHT.endFrom(Instant.parse("2026-03-29T00:30:00Z"))).isEqualTo("2026-03-29T05:00:00Z");
        QuietHours weekend = new QuietHours(
                BERLIN,
                List.of(QuietSpan.parse("fri 20:00-24:00"), QuietSpan.parse("sat,sun 00:00-24:00")),
                QuietHours.Then.HOLD);
        assertThat(weekend.endFrom(Instant.parse("2026-12-04T20:00:00Z"))).isEqualTo("2026-12-06T23:00:00Z");
        assertThat(weekend.spans().get(1).toString()).isEqualTo("sat,sun 00:00-24:00");
        assertThat(QuietSpan.parse(NIGHT.spans().get(0).toString()))
                .isEqualTo(NIGHT.spans().get(0));
    }

    @Test
    void shouldRejectQuietHoursThatNeverEndOrCannotBeRead() {
        List<QuietSpan> always = List.of(QuietSpan.parse("mon-sun 00:00-24:00"));
        assertThatThrownBy(() -> new QuietHours(BERLIN, always, QuietHours.Then.HOLD))
                .hasMessageContaining("whole week");
        for (String wrong :
                List.of("", "mon", "mon 25:00-26:00", "mon-tue-wed 01:00-02:00", "xyz 01:00-02:00", "mon 1:00-2:00")) {
            assertThatThrownBy(() -> QuietSpan.parse(wrong)).hasMessageContaining("mon-fri 22:00-07:00");
        }
    }

    private static List<Integer> counts(List<EventGroup> groups) {
        return groups.stream().map(group -> group.offsets().size()).toList();
    }

    private LoggedEvent logged(Instant time, Event event) {
        return new LoggedEvent(offset++, time.toEpochMilli(), event, new byte[0]);
    }

    private static Receiver receiver(Route route, QuietHours hours, Grouping grouping) {
        return new Receiver("r", ReceiverKind.SLACK, "", Map.of(), true, route, hours, grouping, "");
    }
}
