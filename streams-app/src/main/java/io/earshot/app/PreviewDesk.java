package io.earshot.app;

import io.earshot.audio.SampleClock;
import io.earshot.calibration.BackgroundFitter;
import io.earshot.cluster.KeptSegments;
import io.earshot.cluster.KeptSince;
import io.earshot.decide.DecisionStages;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Previews queries on every source of the cluster from the kept segments. A tried query is registered nowhere. Safe for
 * several threads.
 */
final class PreviewDesk extends Desk {
    private static final Duration DEFAULT_BACK = Duration.ofHours(24);
    private static final int SOURCES_NAMED = 20;

    private final Clock clock;

    /** @param clock of the requests without a start */
    PreviewDesk(LoadedModel model, DecisionStages stages, LiveQueryTable queries, KeptSegments kept, Clock clock) {
        super(model, stages, queries, kept);
        this.clock = clock;
    }

    /**
     * The events that a query would have emitted. Reads topics, which may take many seconds; registers and changes nothing.
     *
     * @throws NothingToPreviewException if there is no such query or source, or no audio is kept
     * @throws IllegalArgumentException if something is out of range
     * @throws java.io.UncheckedIOException if a topic cannot be read
     */
    Preview preview(PreviewRequest request) {
        QueryRegistration registration = request.query()
                .map(model.registrar(queries::current)::register)
                .orElseGet(() -> registered(request.registeredId().orElseThrow()));
        RegisteredQuery query = registration
                .registered()
                .orElseThrow(() -> new NothingToPreviewException(
                        "the query cannot be matched: " + String.join("; ", registration.errors())));
        return reading(() -> preview(request, query, registration.warnings()));
    }

    private Preview preview(PreviewRequest request, RegisteredQuery query, List<String> warnings) {
        long since = request.sinceMicros()
                .orElseGet(() -> clock.instant().minus(DEFAULT_BACK).toEpochMilli() * 1_000);
        List<String> patterns = request.onlySources().isEmpty() ? query.query().sources() : request.onlySources();
        PreviewScope scope = new PreviewScope(since, request.newest(), learns(query));
        SourceFilter asked = SourceFilter.of(patterns);
        SourceFilter listensTo = SourceFilter.of(query.query().sources());
        Predicate<String> wanted = source -> asked.appliesTo(source) && listensTo.appliesTo(source);
        Preview preview;
        try (KeptSince audio = kept.since(patterns, wanted, since)) {
            preview = new Previewer(model.matcher(), stages, model.bundle().curve()).preview(query, scope, audio);
        }
        if (preview.sources().isEmpty()) {
            throw nothing(preview, patterns);
        }
        return preview.with(warnings, missing(preview, patterns));
    }

    /** A published calibration holds for just its query; that of another query is learned here. */
    private boolean learns(RegisteredQuery query) {
        boolean isInForce = queries.current()
                .find(query.query().id())
                .filter(known -> known.version().equals(query.version()))
                .isPresent();
        return !isInForce && BackgroundFitter.isWanted(query);
    }

    private QueryRegistration registered(String id) {
        RegisteredQuery query =
                queries.current().find(id).orElseThrow(() -> new NothingToPreviewException(whyUnmatched(id)));
        return QueryRegistration.of(
                query, stages.modelDigest(), queries.warnings().getOrDefault(id, List.of()));
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
