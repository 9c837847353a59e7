package io.earshot.explain;

import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Segments of a source, and how queries score on them. Rules change no score, so the same texts are scored once.
 * Not safe for use by several threads.
 */
final class Heard {
    private final SegmentMatcher matcher;
    private final String sourceId;
    private final List<EncodedSegment> segments;
    private final Map<List<List<String>>, List<Match>> byTexts = new HashMap<>();

    Heard(SegmentMatcher matcher, String sourceId, List<EncodedSegment> segments) {
        this.matcher = matcher;
        this.sourceId = sourceId;
        this.segments = segments;
    }

    List<EncodedSegment> segments() {
        return segments;
    }

    /**
     * A match of the query with each segment, in their order, whether or not the query applies to the source.
     *
     * @throws NothingToExplainException if the query cannot be scored
     */
    List<Match> matches(RegisteredQuery query) {
        StandingQuery words = query.query();
        List<List<String>> texts = List.of(List.of(words.text()), words.otherTexts(), words.negatives());
        List<Match> scored = byTexts.computeIfAbsent(texts, unseen -> score(query));
        return scored.stream()
                .map(match -> new Match(query, match.score(), match.penalty()))
                .toList();
    }

    private List<Match> score(RegisteredQuery query) {
        QueryTable table = QueryTable.empty().with(query.under(query.query().rules(), List.of()));
        List<Match> matches = new ArrayList<>();
        for (EncodedSegment segment : segments) {
            MatchReport report = matcher.match(sourceId, segment.encoded().embedding(), table);
            if (report.matches().isEmpty()) {
                throw new NothingToExplainException("query " + query.query().id() + " cannot be scored: "
                        + String.join("; ", report.errors().values()));
            }
            matches.add(report.matches().get(0));
        }
        return matches;
    }
}
