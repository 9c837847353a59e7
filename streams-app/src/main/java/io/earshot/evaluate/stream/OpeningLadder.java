package io.earshot.evaluate.stream;

import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.EventTracker;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.tagger.TaggerStages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same queries with rising opening confidences, decided upon side by side: what each opening would have put out. */
final class OpeningLadder {
    /** The opening confidences that are tried. */
    static final List<Double> RUNGS = List.of(.02, .05, .1, .15, .2, .3, .4, .5, .6, .7, .8, .9, .97);

    private static final double MICROS = 1e6;

    private final EventTracker tracker;
    private final QueryTable table;
    private final List<List<RegisteredQuery>> byQuery = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Double> openedSec = new HashMap<>();
    private final List<List<List<Detection>>> detections = new ArrayList<>();

    OpeningLadder(TaggerStages stages, QueryTexts queries) {
        this.tracker = new EventTracker("ladder", stages.decision());
        QueryTable all = QueryTable.empty();
        for (RegisteredQuery query : queries.table().queries()) {
            List<RegisteredQuery> rungs = new ArrayList<>();
            List<List<Detection>> found = new ArrayList<>();
            for (int rung = 0; rung < RUNGS.size(); rung++) {
                RegisteredQuery opening = opening(query, rung);
                places.put(opening.query().id(), new Place(byQuery.size(), rung));
                rungs.add(opening);
                found.add(new ArrayList<>());
                all = all.with(opening);
            }
            byQuery.add(rungs);
            detections.add(found);
        }
        this.table = all;
    }

    /** Takes the next segment, as the queries themselves were matched with it. */
    void hear(EncodedSegment segment, MatchReport report) {
        List<Match> matches = new ArrayList<>(report.matches().size() * RUNGS.size());
        for (Match match : report.matches()) {
            for (RegisteredQuery rung :
                    byQuery.get(QueryTexts.indexOf(match.query().query()))) {
                matches.add(new Match(rung, match.score(), match.penalty()));
            }
        }
        double endSec = segment.span().endMicros() / MICROS;
        MatchReport laddered = new MatchReport(matches, Map.of(), matches.size());
        tracker.onSegment(segment, laddered, table).events().forEach(event -> keep(event, endSec));
    }

    /** Ends what is going on. */
    List<List<List<Detection>>> end() {
        tracker.onStall().events().forEach(event -> keep(event, Double.NaN));
        return detections;
    }

    private void keep(Event event, double nowSec) {
        if (event.phase() == EventPhase.OPEN) {
            openedSec.put(event.eventId(), nowSec);
        } else if (event.phase() == EventPhase.CLOSE) {
            Place place = places.get(event.query().id());
            detections
                    .get(place.query)
                    .get(place.rung)
                    .add(new Detection(
                            place.query,
                            event.onsetMicros() / MICROS,
                            event.offsetMicros() / MICROS,
                            openedSec.remove(event.eventId()),
                            event.confidence()));
        }
    }

    private static RegisteredQuery opening(RegisteredQuery query, int rung) {
        StandingQuery plain = query.query();
        StandingQuery named = new StandingQuery(
                String.format(Locale.ROOT, "%s@%02d", plain.id(), rung),
                plain.text(),
                plain.sources(),
                plain.rules().openingAt(RUNGS.get(rung)));
        return new RegisteredQuery(
                named,
                query.version(),
                query.embedding(),
                query.background(),
                query.textBackground(),
                query.otherTexts(),
                query.negatives());
    }

    private record Place(int query, int rung) {}
}
