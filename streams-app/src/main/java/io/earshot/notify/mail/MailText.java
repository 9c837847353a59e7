package io.earshot.notify.mail;

import io.earshot.audio.SampleClock;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.notify.Notification;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of a mail. */
final class MailText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int MOST_SUBJECT_CHARS = 150;

    private MailText() {}

    /** One line: the query and the source, which all events of a notification share. */
    static String subject(Notification notification) {
        if (notification.events().isEmpty() || notification.isTest()) {
            return "[Earshot] Test";
        }
        Event first = notification.events().get(0);
        String times = notification.count() > 1 ? ", " + notification.count() + " times" : "";
        String late = notification.isLate() ? " (late)" : "";
        String subject = "[Earshot] " + what(first) + " in " + first.sourceId() + times + late;
        String line = subject.replaceAll("\\s*\\p{Cntrl}+\\s*", " ");
        return line.length() <= MOST_SUBJECT_CHARS ? line : line.substring(0, MOST_SUBJECT_CHARS - 1) + "…";
    }

    static String plain(Notification notification) {
        return introduction(notification) + "\n\n"
                + notification.events().stream().map(MailText::line).collect(Collectors.joining("\n"))
                + more(notification)
                + (notification.link().isEmpty() ? "" : "\n\nListen and look: " + notification.link())
                + "\n";
    }

    static String html(Notification notification) {
        List<Event> events = notification.events();
        String rows = events.stream().map(MailText::row).collect(Collectors.joining("\n"));
        String link = escaped(notification.link());
        return "<!DOCTYPE html><html><body style=\"font-family:sans-serif\">\n<p>"
                + escaped(introduction(notification)) + "</p>\n<table cellpadding=\"4\">\n" + rows + "\n</table>\n<p>"
                + escaped(more(notification).strip()) + "</p>\n"
                + (link.isEmpty() ? "" : "<p><a href=\"" + link + "\">Listen and look</a></p>\n") + "</body></html>\n";
    }

    private static String introduction(Notification notification) {
        if (notification.isTest()) {
            return "Somebody asked Earshot to send this, to see whether it arrives.";
        }
        return notification.isLate()
                ? "Earshot heard this a while ago, and could not say so before."
                : "Earshot reports:";
    }

    private static String more(Notification notification) {
        int more = notification.count() - notification.events().size();
        return more <= 0 ? "" : "\nand " + more + " more";
    }

    private static String line(Event event) {
        return time(event) + "  " + event.sourceId() + "  " + what(event) + ", " + how(event);
    }

    private static String row(Event event) {
        return "<tr><td>" + time(event) + "</td><td>" + escaped(event.sourceId()) + "</td><td>" + escaped(what(event))
                + "</td><td>" + how(event) + "</td></tr>";
    }

    private static String what(Event event) {
        String text = event.query().text();
        if (event.absent().isPresent()) {
            return event.phase() == EventPhase.CLOSE ? "heard again: " + text : "not heard: " + text;
        }
        return event.phase() == EventPhase.CLOSE ? "ended: " + text : "heard: " + text;
    }

    private static String how(Event event) {
        String seconds = String.format(Locale.ROOT, "%.1f s", (event.offsetMicros() - event.onsetMicros()) / 1e6);
        return event.absent().isPresent() ? seconds : Math.round(100 * event.confidence()) + " %, " + seconds;
    }

    private static String time(Event event) {
        return TIME.format(SampleClock.instantOfMicros(event.onsetMicros()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
