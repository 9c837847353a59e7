package io.earshot.app;

import io.earshot.audio.SampleClock;
import io.earshot.calibration.BackgroundFitter;
import io.earshot.cluster.KeptSegments;
import io.earshot.cluster.KeptSince;
import io.earshot.decide.DecisionStages;
import io.earshot.http.Previews;
import io.earshot.match.ExhaustiveMatcher;
import io.earshot.preview.LeftOut;
import io.earshot.preview.NothingToPreviewException;
import io.earshot.preview.Preview;
import io.earshot.preview.PreviewRequest;
import io.earshot.preview.PreviewScope;
import io.earshot.preview.Previewer;
import io.earshot.query.LiveQueryTable;
import io.earshot.query.QueryRegistration;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.SourceFilter;
import io.earshot.query.StandingQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/**
 * Previews queries on every source of the cluster, from the segments that its topic keeps. A query that is tried is
 * registered nowhere. Safe for several threads.
 */
final class PreviewDesk implements Previews {
    private static final Duration DEFAULT_BACK = Duration.ofHours(24);
    private static final int SOURCES_NAMED = 20;

    private final LoadedModel model;
    private final DecisionStages stages;
    private final LiveQueryTable queries;
    private final KeptSegments kept;
    private final Clock clock;

    /**
     * @param stages that live audio is decided with
     * @param clock says what the last day is
     */
    PreviewDesk(LoadedModel model, DecisionStages stages, LiveQueryTable queries, KeptSegments kept, Clock clock) {
        this.model = model;
        this.stages = stages;
        this.queries = queries;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public Preview preview(PreviewRequest request) {
        QueryRegistration registration = request.query().map(this::tried).orElseGet(() -> registered(request));
        RegisteredQuery query = registration
                .registered()
                .orElseThrow(() -> new NothingToPreviewException(
                        "the query cannot be matched: " + String.join("; ", registration.errors())));
        try {
            return preview(request, query, registration.warnings());
        } catch (KafkaException e) {
            throw new UncheckedIOException(new IOException("the topics cannot be read: " + e.getMessage(), e));
        }
    }

    private Preview preview(PreviewRequest request, RegisteredQuery query, List<String> warnings) {
        long since = request.sinceMicros()
                .orElseGet(() -> clock.instant().minus(DEFAULT_BACK).toEpochMilli() * 1_000);
        List<String> patterns = patterns(request, query.query());
        PreviewScope scope = new PreviewScope(since, request.newest(), learns(query));
        SourceFilter asked = SourceFilter.of(patterns);
        SourceFilter listensTo = SourceFilter.of(query.query().sources());
        Predicate<String> wanted = source -> asked.appliesTo(source) && listensTo.appliesTo(source);
        Preview preview;
        try (KeptSince audio = kept.since(patterns, wanted, since)) {
            preview = previewer().preview(query, scope, audio);
        }
        if (preview.sources().isEmpty()) {
            throw nothing(preview, patterns);
        }
        return preview.with(warnings, missing(preview, patterns));
    }

    /** What was published for a query holds for just that query; for another one it is learned here. */
    private boolean learns(RegisteredQuery query) {
        boolean isInForce = queries.current()
                .find(query.query().id())
                .filter(known -> known.version().equals(query.version()))
                .isPresent();
        return !isInForce && BackgroundFitter.isWanted(query);
    }

    private static List<String> patterns(PreviewRequest request, StandingQuery query) {
        return request.onlySources().isEmpty() ? query.sources() : request.onlySources();
    }

    private Previewer previewer() {
        return new Previewer(
                new ExhaustiveMatcher(model.bundle().space(), model.bundle().scoring(), ExhaustiveMatcher.NO_FLOOR),
                stages,
                model.bundle().curve());
    }

    private QueryRegistration tried(StandingQuery query) {
        return model.registrar(queries::current).register(query);
    }

    private QueryRegistration registered(PreviewRequest request) {
        String id = request.registeredId().orElseThrow();
        return queries.current()
                .find(id)
                .map(query -> QueryRegistration.of(
                        query, stages.modelDigest(), queries.warnings().getOrDefault(id, List.of())))
                .orElseGet(() -> {
                    List<String> errors = queries.refusals().get(id);
                    if (errors == null) {
                        throw new NothingToPreviewException(
                                "no query \"" + id + "\" is matched: it was never added, or is removed or disabled");
                    }
                    return QueryRegistration.refused(id, stages.modelDigest(), errors);
                });
    }

    private NothingToPreviewException nothing(Preview preview, List<String> patterns) {
        LeftOut leftOut = preview.leftOut();
        String asked = patterns.isEmpty() ? "any source" : "source " + String.join(", ", patterns);
        if (leftOut.ofOtherModels() > 0) {
            return new NothingToPreviewException("what is kept of " + asked
                    + " since then was encoded by another model than the one in use: " + leftOut.ofOtherModels()
                    + " segments");
        }
        String since = SampleClock.instantOfMicros(preview.sinceMicros()).toString();
        if (leftOut.tooEarly() > 0) {
            return new NothingToPreviewException("nothing of " + asked + " was heard since " + since
                    + "; what is kept was heard from " + SampleClock.instantOfMicros(leftOut.tooEarlyFromMicros())
                    + " to " + SampleClock.instantOfMicros(leftOut.tooEarlyToMicros()));
        }
        Set<String> known = kept.lately();
        if (known.isEmpty()) {
            return new NothingToPreviewException("no segments are kept yet: they are, in the topic " + kept.topic()
                    + ", from when audio is tagged until the topic's retention.ms (two days unless it was changed)");
        }
        List<String> found =
                known.stream().filter(SourceFilter.of(patterns)::appliesTo).toList();
        List<String> listensTo = preview.query().sources();
        if (!found.isEmpty() && found.stream().noneMatch(SourceFilter.of(listensTo)::appliesTo)) {
            return new NothingToPreviewException(
                    "the query does not listen to " + asked + " but to " + String.join(", ", listensTo));
        }
        return new NothingToPreviewException(
                found.isEmpty()
                        ? "nothing is kept of " + asked + "; sources are " + named(known)
                        : "nothing of " + asked + " was kept since " + since);
    }

    private static String named(Set<String> sources) {
        String names = sources.stream().limit(SOURCES_NAMED).collect(Collectors.joining(", "));
        return sources.size() <= SOURCES_NAMED ? names : names + " and " + (sources.size() - SOURCES_NAMED) + " more";
    }

    private static List<String> missing(Preview preview, List<String> patterns) {
        return patterns.stream()
                .filter(pattern -> preview.sources().stream()
                        .noneMatch(source -> SourceFilter.of(List.of(pattern)).appliesTo(source.sourceId())))
                .map(pattern -> "Nothing was heard of source " + pattern + ".")
                .toList();
    }
}
