package io.earshot.explain;

import io.earshot.decide.Event;
import java.util.Optional;

/**
 * The judgement on a moment under one query.
 *
 * @param verdict HEARD, REJECTED or OTHER_SOURCE
 * @param event that covers the moment
 * @param rejection the first rule that rejected it
 * @param best the moment's hop with the highest confidence
 * @param events in the whole stretch
 */
record Judgement(Verdict verdict, Optional<Event> event, Optional<Rejection> rejection, JudgedHop best, int events) {
    boolean isHeard() {
        return verdict == Verdict.HEARD;
    }
}
