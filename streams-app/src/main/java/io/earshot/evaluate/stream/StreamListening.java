package io.earshot.evaluate.stream;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmStream;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
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

/** Sends a stream through the tagger, as a live source that began at time 0, and keeps what comes out. */
final class StreamListening {
    private static final String SOURCE = "stream";
    private static final double MICROS = 1e6;

    private final TaggerStages stages;
    private final QueryTexts queries;
    private final OpeningLadder ladder;
    private final List<HopScores> hops = new ArrayList<>();
    private final Map<String, Double> openedSec = new HashMap<>();
    private final List<Detection> detections = new ArrayList<>();

    private StreamListening(TaggerStages stages, QueryTexts queries) {
        this.stages = stages;
        this.queries = queries;
        this.ladder = new OpeningLadder(stages, queries);
    }

    /** Is told of each second or so that was heard. */
    @FunctionalInterface
    interface Progress {
        void heard(double seconds);
    }

    /** Listens to the end. Leaves the stream open. */
    static HeardStream to(PcmStream stream, TaggerStages stages, QueryTexts queries, Progress progress) {
        StreamListening listening = new StreamListening(stages, queries);
        try {
            listening.listen(stream, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HeardStream(listening.hops, listening.detections, listening.ladder.end());
    }

    private void listen(PcmStream stream, Progress progress) throws IOException {
        AudioTagger tagger = new AudioTagger(stages, SOURCE, this::keep);
        // shorter than a hop, so that the last hop heard is the one that led to an event
        ChunkCutter cutter = new ChunkCutter(stream, SOURCE, 0, 0, ChunkCutter.DEFAULT_MILLIS);
        for (Optional<AudioChunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
            TaggedChunk tagged = tagger.accept(chunk.get(), queries.table());
            if (tagged.disposition() != Disposition.ACCEPTED) {
                throw new IllegalStateException("the tagger refused a planted stream: " + tagged.reason());
            }
            tagged.events().forEach(this::keep);
            progress.heard((double) chunk.get().samples() / stream.format().sampleRateHz());
        }
    }

    private void keep(EncodedSegment segment, MatchReport report) {
        ladder.hear(segment, report);
        float[] scores = new float[queries.size()];
        double[] confidences = new double[queries.size()];
        for (Match match : report.matches()) {
            int query = QueryTexts.indexOf(match.query().query());
            scores[query] = match.score();
            confidences[query] = stages.points().confidence(match.query(), match.score());
        }
        hops.add(new HopScores(
                segment.span().startMicros() / MICROS,
                segment.span().endMicros() / MICROS,
                segment.levelDbfs(),
                scores,
                confidences));
    }

    private void keep(Event event) {
        if (event.phase() == EventPhase.OPEN) {
            openedSec.put(event.eventId(), hops.get(hops.size() - 1).endSec());
        } else if (event.phase() == EventPhase.CLOSE) {
            detections.add(new Detection(
                    QueryTexts.indexOf(event.query()),
                    event.onsetMicros() / MICROS,
                    event.offsetMicros() / MICROS,
                    openedSec.remove(event.eventId()),
                    event.confidence()));
        }
    }
}
