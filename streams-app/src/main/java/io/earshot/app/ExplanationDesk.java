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
import io.earshot.http.Explanations;
import io.earshot.match.EncodedSegment;
import io.earshot.match.ExhaustiveMatcher;
import io.earshot.query.DecisionRules;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryDraft;
import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.StandingQuery;
import io.earshot.segment.HopSpan;
import io.earshot.topology.QueryKey;
import io.earshot.wire.StoredSegment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Explains moments of every source of the cluster, from the segments that its topic keeps. Safe for several threads. */
final class ExplanationDesk implements Explanations {
    /** Audio before and after the moment that is judged too; more where the query's rules reach further, up to a limit. */
    private static final Duration AROUND = Duration.ofSeconds(30);

    private static final Duration MOST_BEFORE = Duration.ofMinutes(15);
    private static final Duration MOST_AFTER = Duration.ofMinutes(5);
    /** What was judged is told of this soon, or has been over for long. */
    private static final Duration LATEST_EVENT = Duration.ofMinutes(1);

    private static final String TRIED_ID = "tried";

    private final LoadedModel model;
    private final DecisionStages stages;
    private final LiveQueryTable queries;
    private final KeptSegments kept;
    private final RecordedOutcomes outcomes;

    /** @param stages that live audio is decided with */
    ExplanationDesk(
            LoadedModel model,
            DecisionStages stages,
            LiveQueryTable queries,
            KeptSegments kept,
            RecordedOutcomes outcomes) {
        this.model = model;
        this.stages = stages;
        this.queries = queries;
        this.kept = kept;
        this.outcomes = outcomes;
    }

    @Override
    public Explained explain(Question question) {
        RegisteredQuery query = query(question);
        try {
            return explain(question, query);
        } catch (KafkaException e) {
            throw new UncheckedIOException(new IOException("the topics cannot be read: " + e.getMessage(), e));
        }
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
        return explainer()
                .explain(moment, query, stretch, recorded(question, found))
                .withNotes(notes(question, query, found));
    }

    /** What is only tried was never recorded. */
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

    /** A matcher of its own: it keeps the table that it saw last laid out. */
    private Explainer explainer() {
        return new Explainer(
                new ExhaustiveMatcher(model.bundle().space(), model.bundle().scoring(), ExhaustiveMatcher.NO_FLOOR),
                stages,
                this::encode);
    }

    private RegisteredQuery query(Question question) {
        if (question.queryId().isEmpty()) {
            return encode(question.changes().query(TRIED_ID));
        }
        RegisteredQuery registered = registered(question.queryId().get());
        StandingQuery words = question.changes().over(registered.query());
        return words.hasSameTexts(registered.query())
                ? registered.under(words.rules(), words.sources())
                : encode(words);
    }

    private RegisteredQuery registered(String id) {
        return queries.current().find(id).orElseThrow(() -> {
            List<String> errors = queries.refusals().get(id);
            return new NothingToExplainException(
                    errors == null
                            ? "no query \"" + id + "\" is matched: it was never added, or is removed or disabled"
                            : "query \"" + id + "\" cannot be matched: " + String.join("; ", errors));
        });
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
            if (stored.modelDigest().equals(digest())) {
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
        question.queryId()
                .flatMap(id -> outcomes.writtenAfter(
                        new QueryKey(id, digest()),
                        found.appendMillis(question.moment().fromMicros()).orElse(Long.MAX_VALUE - 1)))
                .ifPresent(written -> notes.add("The query was written at " + written
                        + ", after this was heard: then, it was judged by the query as it stood before, if at all."));
        return notes;
    }

    private static Duration before(DecisionRules rules) {
        return least(AROUND.plus(rules.maxDuration()).plus(rules.cooldown()), MOST_BEFORE);
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

    private String digest() {
        return model.bundle().space().modelDigest();
    }
}
