package io.earshot.query;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which sources a query applies to, compiled from the patterns of a {@link StandingQuery}. */
public final class SourceFilter {
    /** Applies to every source. */
    public static final SourceFilter ALL = new SourceFilter(null);

    private final Pattern pattern;

    private SourceFilter(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @param globs ids in which {@code *} stands for any run of characters; none: every source */
    public static SourceFilter of(List<String> globs) {
        if (globs.isEmpty() || globs.contains("*")) {
            return ALL;
        }
        String any = globs.stream().map(SourceFilter::regex).collect(Collectors.joining("|"));
        return new SourceFilter(Pattern.compile(any, Pattern.DOTALL));
    }

    /** Whether the query applies to the source. */
    public boolean appliesTo(String sourceId) {
        return pattern == null || pattern.matcher(sourceId).matches();
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int from = 0;
        for (int star = glob.indexOf('*'); star >= 0; star = glob.indexOf('*', from)) {
            regex.append(Pattern.quote(glob.substring(from, star))).append(".*");
            from = star + 1;
        }
        return regex.append(Pattern.quote(glob.substring(from))).toString();
    }
}
