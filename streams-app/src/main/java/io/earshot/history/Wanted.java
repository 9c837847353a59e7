package io.earshot.history;

import io.earshot.decide.HasSubject;
import io.earshot.query.SourceFilter;
import java.util.List;

/**
 * What events and near misses are chosen by alike.
 *
 * @param span in which they began
 * @param sources patterns of source ids; none: all
 * @param queries patterns of query ids; none: all
 * @param minConfidence least calibrated score
 */
public record Wanted(TimeSpan span, List<String> sources, List<String> queries, double minConfidence) {
    /** Everything. */
    public static final Wanted ALL = new Wanted(TimeSpan.ALL, List.of(), List.of(), 0);

    public Wanted {
        sources = List.copyOf(sources);
        queries = List.copyOf(queries);
    }

    /** A test that is compiled once for many. */
    Test compiled() {
        return new Test(this, SourceFilter.of(sources), SourceFilter.of(queries));
    }

    /** Compiled patterns. */
    record Test(Wanted wanted, SourceFilter sources, SourceFilter queries) {
        boolean accepts(String sourceId, HasSubject of, long startMicros, double confidence) {
            return sources.appliesTo(sourceId)
                    && queries.appliesTo(of.query().id())
                    && wanted.span.contains(startMicros)
                    && confidence >= wanted.minConfidence;
        }
    }
}
