package io.earshot.evaluate.stream;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.decide.Replay;
import io.earshot.evaluate.CandidateTexts;
import io.earshot.evaluate.stream.QueryOutcome.Detection;
import io.earshot.evaluate.stream.StreamMaker.StreamSet;
import io.earshot.ingest.ChunkCutter;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.segment.Disposition;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.TaggedChunk;
import io.earshot.tagger.TaggerStages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** Sends a stream through the tagger, as a live source that began at time 0, and keeps what comes out. */
final class StreamListening {
    private static final String SOURCE = "stream";
    private static final double MICROS = 1e6;

    private final TaggerStages stages;
    private final QueryTexts queries;
    private final List<Replayed> byOpening = new ArrayList<>();
    private final List<JudgedStream.Hop> hops = new ArrayList<>();
    private final DetectionLog log = new DetectionLog();
    private double heardSec;

    StreamListening(TaggerStages stages, QueryTexts queries) {
        this.stages = stages;
        this.queries = queries;
        for (double opening : ThresholdTuning.OPENINGS) {
            double[] openings = new double[queries.size()];
            Arrays.fill(openings, opening);
            byOpening.add(new Replayed(queries.openingAt(openings)));
        }
    }

    /**
     * Listens to a stream's end, once.
     *
     * @param progress gets the seconds of each piece that was heard
     */
    JudgedStream hear(StreamSet set, int snrDb, DoubleConsumer progress) {
        int rateHz = stages.grid().sampleRateHz();
        PlantedStream stream = set.open(snrDb, rateHz);
        try {
            listen(stream, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JudgedStream(
                set,
                snrDb,
                stream,
                hops,
                log.detections,
                byOpening.stream().map(Replayed::end).toList(),
                queries.references(set.plantings(), rateHz));
    }

    private void listen(PlantedStream stream, DoubleConsumer progress) throws IOException {
        AudioTagger tagger = new AudioTagger(stages, SOURCE, this::keep);
        // a planted stream stands for a live one; chunks are shorter than a hop, so that the last hop heard is the one
        // that
        // led to an event
        ChunkCutter cutter = new ChunkCutter(stream, SOURCE, 0, 0, AudioOrigin.LIVE, ChunkCutter.DEFAULT_MILLIS);
        for (Optional<AudioChunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
            TaggedChunk tagged = tagger.accept(chunk.get(), queries.table());
            if (tagged.disposition() != Disposition.ACCEPTED) {
                throw new IllegalStateException("the tagger rejected a planted stream: " + tagged.reason());
            }
            log.take(tagged.events(), heardSec);
            progress.accept(stream.format().seconds(chunk.get().samples()));
        }
    }

    private void keep(EncodedSegment segment, MatchReport report) {
        heardSec = segment.span().endMicros() / MICROS;
        byOpening.forEach(replayed -> replayed.hear(segment, report));
        float[] scores = new float[queries.size()];
        double[] confidences = new double[queries.size()];
        for (Match match : report.matches()) {
            int query = CandidateTexts.indexOf(match.query().query());
            scores[query] = match.score();
            confidences[query] = stages.points().confidence(match.query(), match.score());
        }
        hops.add(new JudgedStream.Hop(
                segment.span().startMicros() / MICROS, heardSec, segment.levelDbfs(), scores, confidences));
    }

    /** The same queries with another opening confidence, decided upon side by side with them. */
    private final class Replayed {
        private final QueryTexts reopened;
        private final DetectionLog replayLog = new DetectionLog();
        private final Replay replay;

        Replayed(QueryTexts reopened) {
            this.reopened = reopened;
            this.replay = Replay.asLive(
                    SOURCE,
                    reopened.table(),
                    stages.decision(),
                    decision -> replayLog.take(decision.events(), heardSec));
        }

        /** Takes the next segment, as the queries themselves were matched with it. */
        void hear(EncodedSegment segment, MatchReport report) {
            replay.hear(
                    segment,
                    report.matches().stream()
                            .map(match -> new Match(reopened.like(match.query()), match.score(), match.penalty()))
                            .toList());
        }

        List<List<Detection>> end() {
            replay.end();
            return reopened.byQuery(replayLog.detections);
        }
    }

    /** Makes detections of events, in the order of their end: when each was reported first, and what it was in the end. */
    private static final class DetectionLog {
        private final Map<String, Double> openedSec = new HashMap<>();
        private final List<Detection> detections = new ArrayList<>();

        /** @param heardSec how far the stream has been heard, s */
        void take(List<Event> events, double heardSec) {
            for (Event event : events) {
                if (event.phase() == EventPhase.OPEN) {
                    openedSec.put(event.eventId(), heardSec);
                } else if (event.phase() == EventPhase.CLOSE) {
                    detections.add(new Detection(
                            CandidateTexts.indexOf(event.query()),
                            event.onsetMicros() / MICROS,
                            event.offsetMicros() / MICROS,
                            openedSec.remove(event.eventId()),
                            event.confidence()));
                }
            }
        }
    }
}
