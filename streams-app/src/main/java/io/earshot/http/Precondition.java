package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says of the state that it wants to change (RFC 9110, section 13): {@code If-Match} and
 * {@code If-None-Match}.
 *
 * @param match ETags of which it must have one, without quotes, or {@code *} for any; empty: nothing is asked
 * @param noneMatch ETags of which it must have none, or {@code *}: it must not be there; empty: nothing is asked
 */
record Precondition(List<String> match, List<String> noneMatch) {
    static final String ANY = "*";

    private static final Pattern TAGS = Pattern.compile("\\s*(?:W/)?\"[^\"]*\"\\s*(?:,\\s*(?:W/)?\"[^\"]*\"\\s*)*");
    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");
    private static final String WEAK = "W/";

    /** @throws IllegalArgumentException if a header cannot be read */
    static Precondition of(Context ctx) {
        return new Precondition(tags(ctx, "If-Match"), tags(ctx, "If-None-Match"));
    }

    private static List<String> tags(Context ctx, String header) {
        String value = ctx.header(header);
        if (value == null) {
            return List.of();
        }
        if (value.strip().equals(ANY)) {
            return List.of(ANY);
        }
        if (!TAGS.matcher(value).matches()) {
            throw new IllegalArgumentException(header + " must be * or an ETag in double quotes, as it was answered");
        }
        List<String> tags = new ArrayList<>();
        Matcher tag = TAG.matcher(value);
        while (tag.find()) {
            // Comparison is strong: a weak tag says nothing of bytes.
            tags.add(tag.group(1) == null ? tag.group(2) : WEAK + tag.group(2));
        }
        return tags;
    }

    /**
     * Requires that it holds.
     *
     * @param etag of what is there; empty if nothing is
     * @throws ProblemException (412) if it does not
     */
    void require(Optional<String> etag) {
        boolean isMatched = match.isEmpty() || (etag.isPresent() && isAmong(match, etag.get()));
        boolean isExcluded = etag.isPresent() && isAmong(noneMatch, etag.get());
        if (!isMatched || isExcluded) {
            throw new ProblemException(
                    HttpStatus.PRECONDITION_FAILED,
                    etag.map(now -> "it was changed by somebody else, or is there already: its ETag is \"" + now + "\"")
                            .orElse("it is not there, or no more"));
        }
    }

    /** Answers the ETag of what is there; none if it is empty. */
    static void answer(Context ctx, String etag) {
        if (!etag.isEmpty()) {
            ctx.header("ETag", "\"" + etag + "\"");
        }
    }

    private static boolean isAmong(List<String> tags, String etag) {
        return tags.contains(ANY) || tags.contains(etag);
    }
}
