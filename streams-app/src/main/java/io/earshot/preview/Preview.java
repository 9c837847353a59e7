package io.earshot.preview;

import io.earshot.decide.Event;
import io.earshot.query.StandingQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a query would have reported, and what it would have reported at other thresholds.
 *
 * @param query that was judged
 * @param queryVersion of the query
 * @param modelDigest of the model
 * @param sinceMicros audio time at which the preview starts, microseconds since 1970
 * @param readPart the part of the kept segments that was read, from 0 to 1
 * @param leftOut segments that were read but not judged
 * @param sources with audio, by id
 * @param newest events, newest first
 * @param warnings of why the query may match less or more than its writer means
 * @param notes remarks, a sentence each
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

    /** This preview with these warnings and more notes. */
    public Preview with(List<String> itsWarnings, List<String> moreNotes) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(moreNotes);
        return new Preview(
                query, queryVersion, modelDigest, sinceMicros, readPart, leftOut, sources, newest, itsWarnings, all);
    }

    /** Seconds of audio of all sources. */
    public double heardSeconds() {
        return sources.stream().mapToDouble(SourcePreview::heardSeconds).sum();
    }

    /** Judged segments of all sources. */
    public long segments() {
        return sources.stream().mapToLong(SourcePreview::segments).sum();
    }

    /** Result of the query as it stands, on all sources. */
    public Tally asAsked() {
        return sources.stream().map(SourcePreview::asAsked).reduce(Tally.NOTHING, Tally::plus);
    }

    /** Results at other thresholds on all sources, by confidence. */
    public Map<Double, Tally> atThresholds() {
        Map<Double, Tally> all = new TreeMap<>();
        sources.forEach(source ->
                source.atThresholds().forEach((threshold, tally) -> all.merge(threshold, tally, Tally::plus)));
        return all;
    }
}
