package io.earshot.http;

import io.earshot.audio.GapReason;
import io.earshot.calibration.Calibration;
import io.earshot.calibration.LiveCalibrations;
import io.earshot.coverage.CoverageGap;
import io.earshot.coverage.CoverageReport;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.evidence.AudioSpan;
import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.EvidenceFile;
import io.earshot.evidence.NoAudioException;
import io.earshot.evidence.Roll;
import io.earshot.evidence.UnknownEventException;
import io.earshot.explain.Explained;
import io.earshot.explain.NothingToExplainException;
import io.earshot.explain.Question;
import io.earshot.history.LiveEvents;
import io.earshot.live.LiveFeed;
import io.earshot.preview.NothingToPreviewException;
import io.earshot.preview.Preview;
import io.earshot.preview.PreviewRequest;
import io.earshot.query.BackgroundFit;
import io.earshot.source.AudioSource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every resource that a service adds to its server, on ports that answer at once. */
final class EveryResource {
    static final RecordedInMemory RECORDED = new RecordedInMemory();

    static final List<Resource> LIST = List.of(
            new EventStreamResource(RECORDED, new LiveEvents(), 10),
            new LiveResource(new LiveFeed(), 10),
            EventDensityResource.of(RECORDED, Clock.systemUTC()),
            EventResource.of(RECORDED, RECORDED::end, id -> Optional.empty()),
            VerdictResource.of(new VerdictsInMemory(), RECORDED, Clock.systemUTC()),
            NearMissResource.of(RECORDED),
            DeadLetterResource.of(RECORDED),
            ClipResource.of(new NoClips(), new NoSounds()),
            ReceiversResource.of(new ReceiversInMemory()),
            ExplainResource.of(EveryResource::explain, List::of),
            PreviewResource.of(EveryResource::preview),
            CoverageResource.of(EveryResource::coverage),
            QueriesResource.of(queries()),
            SourcesResource.of(sources()),
            ModelResource.of(() -> Optional.of(model())),
            CalibrationResource.of(calibrations()));

    private EveryResource() {}

    /** Knows no event. */
    private static final class NoClips implements ClipLibrary {
        @Override
        public EvidenceFile audio(String eventId, ClipFormat format, Roll roll) {
            throw new UnknownEventException(eventId);
        }

        @Override
        public EvidenceFile picture(String eventId, Roll roll) {
            throw new UnknownEventException(eventId);
        }

        @Override
        public Map<String, Object> facts(String eventId, Roll roll) {
            throw new UnknownEventException(eventId);
        }
    }

    /** Holds nothing. */
    private static final class NoSounds implements SoundLibrary {
        @Override
        public EvidenceFile audio(AudioSpan span, ClipFormat format) {
            throw new NoAudioException("no audio of " + span.sourceId());
        }

        @Override
        public EvidenceFile picture(AudioSpan span) {
            throw new NoAudioException("no audio of " + span.sourceId());
        }
    }

    static QueryBook queries() {
        BookInMemory book = new BookInMemory();
        book.write("dog", "a dog barking");
        book.write("yard/cat", "a cat");
        return book;
    }

    static SourceBook sources() {
        SourcesInMemory sources = new SourcesInMemory();
        sources.written(AudioSource.of("yard", "http://host/live"));
        sources.written(AudioSource.of("radio.example/live", "http://me:${env:RADIO}@radio.example/live"));
        return sources;
    }

    @SuppressWarnings("DoNotCallSuggester") // a port
    static Preview preview(PreviewRequest request) {
        throw new NothingToPreviewException("nothing is kept");
    }

    @SuppressWarnings("DoNotCallSuggester") // a port
    static Explained explain(Question question) {
        throw new NothingToExplainException("nothing of " + question.moment().sourceId());
    }

    static CoverageReport coverage(String sourceId, long sinceMicros) {
        CoverageGap gap = new CoverageGap(sinceMicros + 10_000_000, sinceMicros + 12_500_000, GapReason.SOURCE_DOWN);
        MinuteCoverage minute =
                new MinuteCoverage(sourceId, sinceMicros, 60_000_000, 57_500_000, List.of(gap), sinceMicros);
        return CoverageReport.of(sourceId, sourceId.equals("yard") ? List.of(minute) : List.of());
    }

    static Map<String, Object> model() {
        return Map.of(
                "name",
                "model",
                "version",
                "1",
                "licence",
                "Apache-2.0",
                "description",
                "hears",
                "modelDigest",
                "abc",
                "levels",
                3,
                "levelDim",
                64,
                "factors",
                8,
                "factorDim",
                32,
                "hopSeconds",
                0.32);
    }

    static LiveCalibrations calibrations() {
        LiveCalibrations calibrations = new LiveCalibrations();
        for (String source : List.of("yard", "attic")) {
            for (String query : List.of("dog", "cat")) {
                calibrations.put(new Calibration(
                        source,
                        query,
                        "v1",
                        "abc",
                        0.5,
                        10,
                        4,
                        21,
                        new BackgroundFit(0.1, 0.05),
                        List.of(.1, .2, .3, .4),
                        1_769_860_800_000_001L,
                        3600));
            }
        }
        return calibrations;
    }
}
