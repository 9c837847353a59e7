package io.earshot.explain;

import io.earshot.decide.Event;
import io.earshot.decide.Explanation;
import io.earshot.query.StandingQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a query fired at a moment, or why it did not.
 *
 * @param moment of a source
 * @param query as it was judged
 * @param queryVersion of the query
 * @param modelDigest of the model
 * @param verdict the answer
 * @param hops of the moment and some around it, in order
 * @param best the hop of the moment with the highest confidence; empty without audio
 * @param why what its score is made of, and what that is worth
 * @param event that covers the moment; present only if it was heard
 * @param rejection the first rule that rejected; present only if one did
 * @param suggestions changes with which it fires, the smallest first; empty if it was heard or no change was found
 * @param notes remarks, a sentence each
 */
public record Explained(
        Moment moment,
        StandingQuery query,
        String queryVersion,
        String modelDigest,
        Verdict verdict,
        List<JudgedHop> hops,
        Optional<JudgedHop> best,
        Optional<Explanation> why,
        Optional<Event> event,
        Optional<Rejection> rejection,
        List<Suggestion> suggestions,
        List<String> notes) {
    public Explained {
        hops = List.copyOf(hops);
        suggestions = List.copyOf(suggestions);
        notes = List.copyOf(notes);
    }

    /** This explanation with more notes at the end. */
    public Explained withNotes(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Explained(
                moment, query, queryVersion, modelDigest, verdict, hops, best, why, event, rejection, suggestions, all);
    }
}
