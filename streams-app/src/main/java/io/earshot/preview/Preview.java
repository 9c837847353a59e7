package io.earshot.preview;

import io.earshot.decide.Event;
import io.earshot.query.StandingQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a query would have told, and what it would have told at other thresholds.
 *
 * @param query that was judged
 * @param queryVersion of the query
 * @param modelDigest of the model that heard it
 * @param sinceMicros audio time from which on was looked, microseconds since 1970
 * @param readPart the part of what is kept that was read before the time was up, from 0 to 1
 * @param leftOut what was read and not judged
 * @param sources of which something was heard, by id
 * @param newest events, newest first
 * @param warnings of what may make it hear less or more than its writer means
 * @param notes what else one should know, a sentence each
 */
public record Preview(
        StandingQuery query,
        String queryVersion,
        String modelDigest,
        long sinceMicros,
        double readPart,
        LeftOut leftOut,
        List<SourcePreview> sources,
        List<Event> newest,
        List<String> warnings,
        List<String> notes) {
    public Preview {
        sources = List.copyOf(sources);
        newest = List.copyOf(newest);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }

    /** With these warnings, and with more notes. */
    public Preview with(List<String> itsWarnings, List<String> moreNotes) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(moreNotes);
        return new Preview(
                query, queryVersion, modelDigest, sinceMicros, readPart, leftOut, sources, newest, itsWarnings, all);
    }

    /** Seconds of audio that were heard, of all sources. */
    public double heardSeconds() {
        return sources.stream().mapToDouble(SourcePreview::heardSeconds).sum();
    }

    /** Segments that were judged. */
    public long segments() {
        return sources.stream().mapToLong(SourcePreview::segments).sum();
    }

    /** What came of the query as it stands, on all sources. */
    public Tally asAsked() {
        return sources.stream().map(SourcePreview::asAsked).reduce(Tally.NOTHING, Tally::plus);
    }

    /** What would have come of it on all sources at other thresholds, by confidence. */
    public Map<Double, Tally> atThresholds() {
        Map<Double, Tally> all = new TreeMap<>();
        sources.forEach(source ->
                source.atThresholds().forEach((threshold, tally) -> all.merge(threshold, tally, Tally::plus)));
        return all;
    }
}
