package io.earshot.explain;

import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.QueryScores;
import io.earshot.match.SegmentMatcher;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Segments of a source, and how queries score on them. Rules change no score, so the same texts are scored once.
 * Not safe for use by several threads.
 */
final class Heard {
    private final SegmentMatcher matcher;
    private final List<EncodedSegment> segments;
    private final Map<List<List<String>>, List<Match>> byTexts = new HashMap<>();

    Heard(SegmentMatcher matcher, List<EncodedSegment> segments) {
        this.matcher = matcher;
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
        QueryScores scores = new QueryScores(matcher, query, NothingToExplainException::new);
        return segments.stream().map(scores::of).toList();
    }
}
