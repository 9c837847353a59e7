package io.earshot.notify;

import io.earshot.audio.SampleClock;
import io.earshot.decide.AbsentTime;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says a notification in plain words, for people. Texts of queries and titles of streams come as they are: escape them. */
public final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final double MICROS = 1e6;

    private Words() {}

    /** One line: what, where and how often. */
    public static String title(Notification notification) {
        if (notification.events().isEmpty()) {
            return "Test of Earshot";
        }
        Event first = notification.events().get(0);
        String times = notification.count() > 1 ? " (" + notification.count() + " times)" : "";
        String late = notification.isLate() ? "Late: " : "";
        return late + first.query().text() + " " + verb(first) + " in " + first.sourceId() + times;
    }

    /** A line for each event that is listed, and one for those that are not. */
    public static String body(Notification notification) {
        if (notification.isTest() && notification.events().isEmpty()) {
            return "This message shows that Earshot can reach you. Nothing was heard.";
        }
        List<Event> events = notification.events();
        String lines = events.stream().map(Words::line).collect(Collectors.joining("\n"));
        int more = notification.count() - events.size();
        return more > 0 ? lines + "\nand " + more + " more" : lines;
    }

    private static String line(Event event) {
        String from = TIME.format(SampleClock.instantOfMicros(event.onsetMicros()));
        String seconds = String.format(Locale.ROOT, "%.1f s", (event.offsetMicros() - event.onsetMicros()) / MICROS);
        String sure = String.format(Locale.ROOT, "%.0f %%", 100 * event.confidence());
        String title = event.title().isEmpty() ? "" : ", while \"" + event.title() + "\" played";
        String last = event.phase() == EventPhase.OPEN ? "" : ", " + seconds;
        return from + " UTC  " + verb(event) + absent(event).orElse(", " + sure) + last + title;
    }

    private static Optional<String> absent(Event event) {
        return event.absent()
                .map(AbsentTime::heardSeconds)
                .map(seconds -> String.format(Locale.ROOT, " for %.0f s of audio", seconds));
    }

    private static String verb(Event event) {
        boolean isAbsence = event.absent().isPresent();
        return switch (event.phase()) {
            case OPEN -> isAbsence ? "not heard" : "heard";
            case UPDATE -> isAbsence ? "still not heard" : "goes on";
            case CLOSE -> isAbsence ? "heard again or over" : "ended";
        };
    }
}
