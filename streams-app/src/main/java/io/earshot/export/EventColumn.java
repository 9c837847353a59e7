package io.earshot.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.decide.AbsentTime;
import io.earshot.decide.Event;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;

/** The columns of a table of events, in their order. */
enum EventColumn {
    ID(Kind.TEXT, Event::eventId),
    PHASE(Kind.TEXT, event -> event.phase().name()),
    SOURCE(Kind.TEXT, Event::sourceId),
    QUERY_ID(Kind.TEXT, Event::queryId),
    QUERY_VERSION(Kind.TEXT, Event::queryVersion),
    QUERY_TEXT(Kind.TEXT, event -> event.query().text()),
    /** A JSON object. */
    LABELS(Kind.TEXT, EventColumn::labels),
    ONSET(Kind.TIME, Event::onsetMicros),
    /** Named END because OFFSET is a word of SQL. */
    END(Kind.TIME, Event::offsetMicros),
    PEAK(Kind.TIME, Event::peakMicros),
    CONFIDENCE(Kind.NUMBER, Event::confidence),
    THRESHOLD(Kind.NUMBER, event -> event.point().openConfidence()),
    SCORE(Kind.NUMBER, Event::score),
    END_REASON(Kind.TEXT, event -> event.endReason().name()),
    ABSENT_SECONDS(
            Kind.NUMBER, event -> event.absent().map(AbsentTime::heardSeconds).orElse(null)),
    LOUDEST_DBFS(
            Kind.NUMBER, event -> event.absent().map(AbsentTime::loudestDbfs).orElse(null)),
    TITLE(Kind.TEXT, event -> event.title().isEmpty() ? null : event.title()),
    MODEL_DIGEST(Kind.TEXT, Event::modelDigest);

    /** What a column holds. */
    enum Kind {
        TEXT,
        /** Microseconds since 1970 in UTC. */
        TIME,
        NUMBER
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // none of them keeps anything
    private final Function<Event, Object> value;

    EventColumn(Kind kind, Function<Event, Object> value) {
        this.kind = kind;
        this.value = value;
    }

    Kind kind() {
        return kind;
    }

    /** In lower case, with underscores. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A text, a whole number of microseconds or a finite number; null if there is none. */
    Object of(Event event) {
        Object found = value.apply(event);
        // Databases compare NaN in their own ways: what is no number is not there.
        return found instanceof Double number && !Double.isFinite(number) ? null : found;
    }

    private static String labels(Event event) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(event.query().labels()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("labels are texts", e);
        }
    }
}
