package io.earshot.evaluate.stream;

import java.util.List;

/**
 * How the detections of one query in one stream compare with what could be heard.
 *
 * @param references number of them
 * @param detections number of them
 * @param rightAt1s pairs whose onset and offset are right at a collar of 1 s
 * @param rightAt500ms the same at 0.5 s
 * @param onsetsAt1s pairs whose onset is right at 1 s
 * @param missed references that no detection overlaps
 * @param falseAlarms detections that overlap no reference
 * @param pairs of what overlaps
 */
record QueryOutcome(
        int references,
        int detections,
        int rightAt1s,
        int rightAt500ms,
        int onsetsAt1s,
        int missed,
        int falseAlarms,
        List<OverlapPair> pairs) {
    static QueryOutcome of(List<Reference> references, List<Detection> detections) {
        return new QueryOutcome(
                references.size(),
                detections.size(),
                rightAt1s(references, detections),
                EventMatching.pairs(references, detections, EventMatching.onsetAndOffset(.5)),
                EventMatching.pairs(references, detections, EventMatching.onset(1)),
                (int) references.stream()
                        .filter(reference -> detections.stream().noneMatch(other -> reference.overlapSec(other) > 0))
                        .count(),
                (int) detections.stream()
                        .filter(detection -> references.stream().noneMatch(other -> other.overlapSec(detection) > 0))
                        .count(),
                OverlapPair.of(references, detections));
    }

    static int rightAt1s(List<Reference> references, List<Detection> detections) {
        return EventMatching.pairs(references, detections, EventMatching.onsetAndOffset(1));
    }
}
