package io.earshot.export;

import io.earshot.decide.Event;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A label track of Audacity: start and end in seconds, and a text, with tabs between. Kept until the end, to be in order. */
public final class LabelTrack implements EventSink {
    private final Writer out;
    private final OptionalLong originMicros;
    private final List<Label> labels = new ArrayList<>();

    private record Label(long startMicros, long endMicros, String text) {}

    /**
     * @param out closed with this
     * @param originMicros audio time of second 0, microseconds since 1970; empty: where the first event begins
     */
    public LabelTrack(Writer out, OptionalLong originMicros) {
        this.out = out;
        this.originMicros = originMicros;
    }

    @Override
    public void write(Event event) {
        String text =
                event.query().text() + " (" + event.sourceId() + ", " + Math.round(100 * event.confidence()) + " %)";
        labels.add(new Label(event.onsetMicros(), event.offsetMicros(), text.replaceAll("[\\t\\r\\n]+", " ")));
    }

    @Override
    public void close() throws IOException {
        labels.sort(Comparator.comparingLong(Label::startMicros));
        long origin = originMicros.orElseGet(() -> labels.isEmpty() ? 0 : labels.get(0).startMicros);
        try (out) {
            for (Label label : labels) {
                out.write(String.format(
                        Locale.ROOT,
                        "%.6f\t%.6f\t%s%n",
                        (label.startMicros - origin) / 1e6,
                        (label.endMicros - origin) / 1e6,
                        label.text));
            }
        }
    }
}
