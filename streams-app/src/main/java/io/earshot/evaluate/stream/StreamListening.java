package io.earshot.evaluate.stream;

import io.earshot.audio.AudioChunk;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** Sends a stream through the tagger, as a live source that began at time 0, and keeps what comes out. */
final class StreamListening {
    private static final String SOURCE = "stream";

    private final TaggerStages stages;
    private final QueryTexts queries;
    private final OpeningLadder ladder;
    private final List<JudgedStream.Hop> hops = new ArrayList<>();
    private final DetectionLog log = new DetectionLog();

    StreamListening(TaggerStages stages, QueryTexts queries) {
        this.stages = stages;
        this.queries = queries;
        this.ladder = new OpeningLadder(stages.decision(), queries);
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
                set, snrDb, stream, hops, log.detections(), ladder.end(), queries.references(set.plantings(), rateHz));
    }

    private void listen(PlantedStream stream, DoubleConsumer progress) throws IOException {
        AudioTagger tagger = new AudioTagger(stages, SOURCE, this::keep);
        // shorter than a hop, so that the last hop heard is the one that led to an event
        ChunkCutter cutter = new ChunkCutter(stream, SOURCE, 0, 0, ChunkCutter.DEFAULT_MILLIS);
        for (Optional<AudioChunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
            TaggedChunk tagged = tagger.accept(chunk.get(), queries.table());
            if (tagged.disposition() != Disposition.ACCEPTED) {
                throw new IllegalStateException("the tagger refused a planted stream: " + tagged.reason());
            }
            if (!tagged.events().isEmpty()) {
                log.take(tagged.events(), hops.get(hops.size() - 1).endSec());
            }
            progress.accept((double) chunk.get().samples() / stream.format().sampleRateHz());
        }
    }

    private void keep(EncodedSegment segment, MatchReport report) {
        ladder.hear(segment, report);
        float[] scores = new float[queries.size()];
        double[] confidences = new double[queries.size()];
        for (Match match : report.matches()) {
            int query = CandidateTexts.indexOf(match.query().query());
            scores[query] = match.score();
            confidences[query] = stages.points().confidence(match.query(), match.score());
        }
        hops.add(new JudgedStream.Hop(
                segment.span().startMicros() / DetectionLog.MICROS,
                segment.span().endMicros() / DetectionLog.MICROS,
                segment.levelDbfs(),
                scores,
                confidences));
    }

    /** Makes detections of events: when each was reported first, and what it was in the end. */
    static final class DetectionLog {
        static final double MICROS = 1e6;

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

        /** In the order of their end. */
        List<Detection> detections() {
            return detections;
        }
    }
}
