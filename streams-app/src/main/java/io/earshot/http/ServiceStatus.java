package io.earshot.http;

import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the page and the probes want to know of the service. Answers come from memory, at once. */
public interface ServiceStatus {
    /** Whether the process does its work or can come to do it; false: restart it. */
    boolean live();

    /** Whether audio is tagged and every registered query is matched. */
    boolean ready();

    /** What the service is doing, in a word or two. */
    String state();

    /** What a command line must say so that it reaches this service's topics, word by word. */
    List<String> commandOptions();

    ModelView model();

    List<QueryView> queries();

    List<SourceView> sources();

    /** The latest events, newest first. */
    List<EventView> events();

    /** The latest near misses, newest first. */
    List<NearMissView> nearMisses();

    /**
     * The model in use.
     *
     * @param name of the bundle
     * @param version of the bundle
     * @param digest SHA-256 of its manifest, hex
     */
    record ModelView(String name, String version, String digest) {}

    /**
     * A registered query.
     *
     * @param id of the query
     * @param text as the user wrote it; empty if it cannot be matched
     * @param otherTexts other words for it
     * @param negatives what it does not mean
     * @param sources patterns of the sources that it applies to; empty: all
     * @param labels the user's own notes
     * @param sensitivity how readily it fires; null if it is not matched
     * @param threshold confidence at which an event opens, where the sensitivity leaves that to the model
     * @param warnings what may make it hear less or more than is meant, and what to do instead
     * @param errors why it cannot be matched; empty if it can
     * @param enabled false: it is kept, but its user does not want it matched
     */
    record QueryView(
            String id,
            String text,
            List<String> otherTexts,
            List<String> negatives,
            List<String> sources,
            Map<String, String> labels,
            Sensitivity sensitivity,
            double threshold,
            List<String> warnings,
            List<String> errors,
            boolean enabled) {
        /** A query that is matched. */
        public static QueryView matched(StandingQuery query, List<String> warnings) {
            return new QueryView(
                    query.id(),
                    query.text(),
                    query.otherTexts(),
                    query.negatives(),
                    query.sources(),
                    new TreeMap<>(query.labels()),
                    query.rules().sensitivity(),
                    query.rules().openConfidence(),
                    warnings,
                    List.of(),
                    true);
        }

        /** A query that cannot be matched. */
        public static QueryView refused(String id, List<String> errors) {
            return new QueryView(id, "", List.of(), List.of(), List.of(), Map.of(), null, 0, List.of(), errors, true);
        }

        /** A query that is not to be matched for now. */
        public static QueryView disabled(String id, String text) {
            return new QueryView(
                    id, text, List.of(), List.of(), List.of(), Map.of(), null, 0, List.of(), List.of(), false);
        }
    }

    /**
     * A source heard lately.
     *
     * @param id of the source
     * @param heardTo audio time up to which it was tagged, ISO-8601
     * @param levelDbfs of the newest second, dB relative to full scale
     */
    record SourceView(String id, String heardTo, float levelDbfs) {}

    /**
     * An event.
     *
     * @param phase OPEN or CLOSE
     * @param eventId of the event
     * @param sourceId of the source
     * @param queryId of the query
     * @param queryText of the query
     * @param onset audio time, ISO-8601
     * @param offset audio time, ISO-8601
     * @param confidence calibrated score
     * @param endReason why it ended; NONE if it has not
     */
    record EventView(
            String phase,
            String eventId,
            String sourceId,
            String queryId,
            String queryText,
            String onset,
            String offset,
            double confidence,
            String endReason) {}

    /**
     * A sound that almost became an event.
     *
     * @param sourceId of the source
     * @param queryId of the query
     * @param queryText of the query
     * @param start audio time, ISO-8601
     * @param end audio time, ISO-8601
     * @param confidence its highest calibrated score
     * @param threshold at which the query opens there
     * @param rejectedBy the first rule that rejected it
     * @param missedBy by how much, in what the rule counts
     * @param suggestion a change of the query that would have let it fire, in words
     */
    record NearMissView(
            String sourceId,
            String queryId,
            String queryText,
            String start,
            String end,
            double confidence,
            double threshold,
            String rejectedBy,
            double missedBy,
            String suggestion) {}
}
