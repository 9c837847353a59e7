package io.earshot.http;

import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The state of the service for the page and the probes. Answers come from memory, at once. */
public interface ServiceStatus {
    /** Whether the process works or may still come to work; false: restart it. */
    boolean live();

    /** Whether audio is tagged and every registered query is matched. */
    boolean ready();

    /** The state of the service in a few words. */
    String state();

    /** What this process does: all, ingest or tag. */
    String role();

    /** The options of a command line that reaches this service's topics, word by word. */
    List<String> commandOptions();

    ModelView model();

    List<QueryView> queries();

    List<SourceView> sources();

    /** How many queries there are. */
    default int queryCount() {
        return queries().size();
    }

    /** How many sources there are. */
    default int sourceCount() {
        return sources().size();
    }

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
     * @param negatives texts that suppress its events
     * @param sources patterns of the sources that it applies to; empty: all
     * @param labels the user's own notes
     * @param sensitivity on one of three scales; null if it is not matched
     * @param threshold confidence at which an event opens, where the sensitivity leaves that to the model
     * @param warnings why it may match less or more than intended, and what to do instead
     * @param errors why it cannot be matched; empty if it can
     * @param enabled false: it is kept but not matched
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

        /** A disabled query. */
        public static QueryView disabled(String id, String text) {
            return new QueryView(
                    id, text, List.of(), List.of(), List.of(), Map.of(), null, 0, List.of(), List.of(), false);
        }
    }

    /**
     * A source that was heard lately, or that Earshot opens by itself.
     *
     * @param id of the source
     * @param heardTo audio time up to which this process tagged it, ISO-8601; null: it has not
     * @param levelDbfs of the newest second, dB relative to full scale; null: nothing was heard, or digital silence
     * @param listening how listening to it goes; null: Earshot does not open it by itself
     */
    record SourceView(String id, String heardTo, Double levelDbfs, ListeningView listening) {}

    /**
     * How listening to a source goes.
     *
     * @param state a word
     * @param since when it began, ISO-8601
     * @param reason why; empty if there is nothing to say
     * @param nextTry when it is opened again, ISO-8601; null: no attempt is planned
     * @param title what the stream says that it plays
     * @param listener the process that listens
     */
    record ListeningView(String state, String since, String reason, String nextTry, String title, String listener) {}
}
