package io.earshot.app;

import io.earshot.audio.SampleClock;
import io.earshot.cluster.KeptSegments;
import io.earshot.cluster.RecordedOutcomes;
import io.earshot.cluster.SegmentsFound;
import io.earshot.decide.DecisionStages;
import io.earshot.explain.Explained;
import io.earshot.explain.Explainer;
import io.earshot.explain.Moment;
import io.earshot.explain.NothingToExplainException;
import io.earshot.explain.Question;
import io.earshot.explain.Recorded;
import io.earshot.explain.Stretch;
import io.earshot.match.EncodedSegment;
import io.earshot.query.DecisionRules;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryDraft;
import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopSpan;
import io.earshot.topology.QueryKey;
import io.earshot.wire.StoredSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Explains moments of every source of the cluster from the kept segments. Safe for several threads. */
final class ExplanationDesk extends Desk {
    /** Audio judged before and after the moment; more where the query's rules reach further, up to a limit. */
    private static final Duration AROUND = Duration.ofSeconds(30);

    private static final Duration MOST_BEFORE = Duration.ofMinutes(15);
    private static final Duration MOST_BEFORE_OF_ABSENCE = Duration.ofHours(6);
    private static final Duration MOST_AFTER = Duration.ofMinutes(5);
    /** An event of the judged audio is emitted at most this much later. */
    private static final Duration LATEST_EVENT = Duration.ofMinutes(1);

    private static final String TRIED_ID = "tried";

    private final RecordedOutcomes outcomes;

    ExplanationDesk(
            LoadedModel model,
            DecisionStages stages,
            LiveQueryTable queries,
            KeptSegments kept,
            RecordedOutcomes outcomes) {
        super(model, stages, queries, kept);
        this.outcomes = outcomes;
    }

    /**
     * Why a query fired at a moment, or why it did not. Reads topics, which may take seconds.
     *
     * @throws NothingToExplainException if there is no such query, or no audio of the moment is kept
     * @throws IllegalArgumentException if a changed rule is out of range
     * @throws java.io.UncheckedIOException if a topic cannot be read
     */
    Explained explain(Question question) {
        RegisteredQuery query = query(question);
        return reading(() -> explain(question, query));
    }

    private Explained explain(Question question, RegisteredQuery query) {
        Moment moment = question.moment();
        DecisionRules rules = query.query().rules();
        SegmentsFound found = kept.around(
                moment.sourceId(),
                moment.fromMicros() - micros(before(rules)),
                moment.toMicros() + micros(after(rules)));
        requireKept(moment, found);
        Stretch stretch = stretch(found);
        return new Explainer(model.matcher(), stages, this::encode)
                .explain(moment, query, stretch, recorded(question, found))
                .withNotes(notes(question, query, found));
    }

    /** A tried query has no records. */
    private Recorded recorded(Question question, SegmentsFound found) {
        boolean isTried = question.queryId().isEmpty() || !question.changes().equals(QueryDraft.NOTHING);
        return isTried || found.segments().isEmpty()
                ? Recorded.NOTHING
                : outcomes.read(
                        question.moment().sourceId(),
                        question.queryId().get(),
                        found.firstAppendMillis(),
                        found.lastAppendMillis() + LATEST_EVENT.toMillis());
    }

    private RegisteredQuery query(Question question) {
        if (question.queryId().isEmpty()) {
            return encode(question.changes().query(TRIED_ID));
        }
        String id = question.queryId().get();
        RegisteredQuery registered =
                queries.current().find(id).orElseThrow(() -> new NothingToExplainException(whyUnmatched(id)));
        StandingQuery words = question.changes().over(registered.query());
        return words.hasSameTexts(registered.query())
                ? registered.under(words.rules(), words.sources())
                : encode(words);
    }

    private RegisteredQuery encode(StandingQuery query) {
        QueryRegistration registration = model.registrar().register(query);
        return registration
                .registered()
                .orElseThrow(() -> new NothingToExplainException(
                        "the query cannot be matched: " + String.join("; ", registration.errors())));
    }

    private static void requireKept(Moment moment, SegmentsFound found) {
        if (!found.knowsSource()) {
            throw new NothingToExplainException(
                    "nothing of source \"" + moment.sourceId() + "\" is found among the segments that are kept");
        }
        if (moment.toMicros() < found.earliestMicros() && !found.reachesBack()) {
            throw new NothingToExplainException("that is not kept: the segments of source \"" + moment.sourceId()
                    + "\" begin at " + SampleClock.instantOfMicros(found.earliestMicros()));
        }
        if (moment.fromMicros() >= found.latestMicros()) {
            throw new NothingToExplainException("source \"" + moment.sourceId() + "\" has been heard up to "
                    + SampleClock.instantOfMicros(found.latestMicros()) + " only");
        }
    }

    private Stretch stretch(SegmentsFound found) {
        List<EncodedSegment> ours = new ArrayList<>();
        List<HopSpan> others = new ArrayList<>();
        for (StoredSegment stored : found.segments()) {
            if (stored.modelDigest().equals(stages.modelDigest())) {
                ours.add(stored.segment());
            } else {
                others.add(stored.segment().span());
            }
        }
        return new Stretch(ours, others);
    }

    private List<String> notes(Question question, RegisteredQuery query, SegmentsFound found) {
        List<String> notes = new ArrayList<>();
        Map<String, String> tried = question.changes().inWords();
        if (!tried.isEmpty()) {
            notes.add("Judged with " + tried + ", which is tried and not registered.");
        }
        if (query.query().rules().cooldown().compareTo(MOST_BEFORE) > 0) {
            notes.add("The cooldown reaches further back than the " + MOST_BEFORE.toMinutes() + " min that were read.");
        }
        if (before(query.query().rules()).equals(MOST_BEFORE_OF_ABSENCE)) {
            notes.add("The absence reaches further back than the " + MOST_BEFORE_OF_ABSENCE.toHours()
                    + " h that were read.");
        }
        question.queryId()
                .flatMap(id -> outcomes.writtenAfter(
                        new QueryKey(id, stages.modelDigest()),
                        found.appendMillis(question.moment().fromMicros()).orElse(Long.MAX_VALUE - 1)))
                .ifPresent(written -> notes.add("The query was written at " + written
                        + ", after this was heard: then, it was judged by the query as it stood before, if at all."));
        return notes;
    }

    private static Duration before(DecisionRules rules) {
        return rules.absentFor()
                .map(time -> least(AROUND.plus(time), MOST_BEFORE_OF_ABSENCE))
                .orElseGet(() -> least(AROUND.plus(rules.maxDuration()).plus(rules.cooldown()), MOST_BEFORE));
    }

    private static Duration after(DecisionRules rules) {
        return least(AROUND.plus(rules.minDuration()).plus(rules.mergeGap()), MOST_AFTER);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static long micros(Duration duration) {
        return duration.toMillis() * 1_000;
    }
}
