package io.earshot.evaluate.stream;

import io.earshot.evaluate.stream.JudgedStream.Hop;
import io.earshot.evaluate.stream.QueryOutcome.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * The simplest detector: a threshold on the confidence of each hop, a median filter over three of these decisions,
 * and an event from the start of the first hop to the end of the last. The filter looks one hop ahead, so an event is
 * reported one hop later.
 */
final class PlainDetector {
    private PlainDetector() {}

    /**
     * The events of a query.
     *
     * @param hops in their order
     */
    static List<Detection> detect(int query, List<Hop> hops, double threshold) {
        List<Detection> detections = new ArrayList<>();
        int first = 0;
        for (int hop = 0; hop <= hops.size(); hop++) {
            if (!isHeard(query, hops, threshold, hop)) {
                if (hop > first) {
                    detections.add(event(query, hops, first, hop - 1));
                }
                first = hop + 1;
            }
        }
        return detections;
    }

    /** Median of three decisions; outside of the stream nothing is heard. */
    private static boolean isHeard(int query, List<Hop> hops, double threshold, int hop) {
        int heard = 0;
        for (int near = Math.max(0, hop - 1); near <= Math.min(hops.size() - 1, hop + 1); near++) {
            heard += hops.get(near).confidences()[query] >= threshold ? 1 : 0;
        }
        return hop < hops.size() && heard >= 2;
    }

    private static Detection event(int query, List<Hop> hops, int first, int last) {
        double confidence = 0;
        for (Hop hop : hops.subList(first, last + 1)) {
            confidence = Math.max(confidence, hop.confidences()[query]);
        }
        double openedSec = hops.get(Math.min(first + 1, hops.size() - 1)).endSec();
        return new Detection(query, hops.get(first).startSec(), hops.get(last).endSec(), openedSec, confidence);
    }
}
