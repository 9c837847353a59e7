package io.earshot.verdict;

import io.earshot.calibration.DecidedBy;
import io.earshot.decide.Event;
import io.earshot.query.StandingQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody says of an event, with what is needed to count it when the event itself is no longer kept.
 *
 * @param eventId of the event
 * @param sourceId of its source
 * @param queryId of its query
 * @param queryVersion of the query as it was when the event opened
 * @param queryWords what the query asked for, in one line; confidences compare where words and model are the same
 * @param modelDigest of the model that heard it
 * @param onsetMicros audio time at which it started, microseconds since 1970
 * @param confidence of its newest record when it was judged, 0 to 1
 * @param threshold the confidence at which it opened, 0 to 1
 * @param decidedBy who set the threshold
 * @param ofAbsence whether it is the absence of a sound, whose confidence says nothing of a threshold
 * @param judged what is said of it
 */
public record EventVerdict(
        String eventId,
        String sourceId,
        String queryId,
        String queryVersion,
        String queryWords,
        String modelDigest,
        long onsetMicros,
        double confidence,
        double threshold,
        DecidedBy decidedBy,
        boolean ofAbsence,
        Judged judged) {

    /** @param event its newest record */
    public static EventVerdict of(Event event, Judged judged) {
        return new EventVerdict(
                event.eventId(),
                event.sourceId(),
                event.queryId(),
                event.queryVersion(),
                words(event.query()),
                event.modelDigest(),
                event.onsetMicros(),
                event.confidence(),
                event.subject().point().openConfidence(),
                event.subject().point().decidedBy(),
                event.absent().isPresent(),
                judged);
    }

    private static String words(StandingQuery query) {
        List<String> parts = new ArrayList<>(List.of(query.text()));
        query.otherTexts().forEach(text -> parts.add("or " + text));
        query.negatives().forEach(text -> parts.add("not " + text));
        return String.join(", ", parts);
    }

    public boolean isRight() {
        return judged.judgement() == Judgement.RIGHT;
    }

    /** Whether the confidences of both can be compared: the same words, heard by the same model. */
    public boolean comparesWith(EventVerdict other) {
        return queryWords.equals(other.queryWords) && modelDigest.equals(other.modelDigest);
    }
}
