package io.earshot.query;

import java.util.List;

/** Which sources a query applies to, by the patterns of a {@link StandingQuery}. */
public final class SourceFilter {
    /** Applies to every source. */
    public static final SourceFilter ALL = new SourceFilter(List.of());

    private final List<Glob> globs;

    private SourceFilter(List<Glob> globs) {
        this.globs = globs;
    }

    /** @param globs ids in which {@code *} stands for any run of characters; none: every source */
    public static SourceFilter of(List<String> globs) {
        return globs.isEmpty() || globs.contains("*")
                ? ALL
                : new SourceFilter(globs.stream().map(Glob::new).toList());
    }

    /** Whether the query applies to the source. */
    public boolean appliesTo(String sourceId) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> glob.matches(sourceId));
    }
}
