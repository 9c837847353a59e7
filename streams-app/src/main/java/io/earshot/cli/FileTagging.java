package io.earshot.cli;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.PcmStream;
import io.earshot.calibration.OperatingPoints;
import io.earshot.decide.Event;
import io.earshot.decide.EventPhase;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkCutter;
import io.earshot.match.EncodedSegment;
import io.earshot.match.Match;
import io.earshot.match.MatchReport;
import io.earshot.query.QueryTable;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.TaggedChunk;
import io.earshot.tagger.TaggerStages;
import io.earshot.tagger.Unheard;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tags one file after the other. */
final class FileTagging {
    private static final Duration PROGRESS_PERIOD = Duration.ofSeconds(5);

    private final TaggerStages stages;
    private final QueryTable table;
    private final long startMicros;
    private final AudioFiles audioFiles;
    private final EventPrinter printer;

    /**
     * @param startMicros capture time of each file's first sample, microseconds since 1970
     * @param audioFiles left open
     */
    FileTagging(TaggerStages stages, QueryTable table, long startMicros, AudioFiles audioFiles, EventPrinter printer) {
        this.stages = stages;
        this.table = table;
        this.startMicros = startMicros;
        this.audioFiles = audioFiles;
        this.printer = printer;
    }

    /**
     * The outcome of a file besides its events.
     *
     * @param faults a line each for rejected and for missing audio
     * @param quiet a line for each query without an event; none if all audio was rejected
     */
    record Heard(List<String> faults, List<String> quiet) {
        Heard {
            faults = List.copyOf(faults);
            quiet = List.copyOf(quiet);
        }
    }

    /**
     * Prints a file's events as they close. A truncated file is tagged as far as it goes.
     *
     * @param progress gets notes on the file, and a line every few seconds
     */
    Heard tag(String file, PrintWriter progress) throws IOException {
        String sourceId = Ids.ofInput(file);
        Highest highest = new Highest(stages.points());
        AudioTagger tagger = new AudioTagger(stages, sourceId, highest);
        Set<String> heard = new HashSet<>();
        Unheard unheard = new Unheard();
        long nextProgress = System.nanoTime() + PROGRESS_PERIOD.toNanos();
        try (PcmStream pcm = audioFiles.open(file)) {
            FileNotes notes = new FileNotes(nameOf(file), pcm, progress::println);
            ChunkCutter cutter =
                    new ChunkCutter(pcm, sourceId, 0, startMicros, AudioOrigin.RECORDING, ChunkCutter.DEFAULT_MILLIS);
            for (Optional<AudioChunk> chunk = cutter.next(); chunk.isPresent(); chunk = cutter.next()) {
                TaggedChunk tagged = tagger.accept(chunk.get(), table);
                unheard.count(chunk.get(), tagged);
                notes.count(chunk.get());
                print(file, tagged, heard);
                if (System.nanoTime() > nextProgress) {
                    nextProgress += PROGRESS_PERIOD.toNanos();
                    progress.println(nameOf(file) + ": " + seconds(chunk.get()) + " s tagged");
                }
            }
            notes.atEnd();
            List<String> quiet = unheard.isAll() ? List.of() : quiet(file, heard, highest);
            return new Heard(faults(file, unheard, pcm), quiet);
        }
    }

    private static List<String> faults(String file, Unheard unheard, PcmStream ended) {
        return Stream.of(unheard.line(), ended.shortfall())
                .flatMap(Optional::stream)
                .map(fault -> nameOf(file) + ": " + fault)
                .toList();
    }

    private void print(String file, TaggedChunk tagged, Set<String> heard) {
        for (Event event : tagged.events()) {
            printer.ofFile(file, event);
            if (event.phase() == EventPhase.OPEN) {
                heard.add(event.query().id());
            }
        }
    }

    private List<String> quiet(String file, Set<String> heard, Highest highest) {
        List<String> lines = new ArrayList<>();
        for (RegisteredQuery query : table.queries()) {
            if (!heard.contains(query.query().id())) {
                if (query.query().rules().isAbsence()) {
                    lines.add(nameOf(file) + ": no absence: " + QueryLine.meaning(query.query()) + " (not for "
                            + Rule.ABSENT_FOR.print(query.query().rules()).orElseThrow() + ")");
                    continue;
                }
                double most = highest.confidences.getOrDefault(query.query().id(), 0.);
                lines.add(nameOf(file) + ": not heard: " + QueryLine.meaning(query.query()) + " (at most "
                        + Math.round(100 * most) + " %)");
            }
        }
        return lines;
    }

    /** Name of a file in messages. */
    static String nameOf(String file) {
        return file.equals(AudioFiles.STDIN) ? "standard input" : file;
    }

    private static long seconds(AudioChunk chunk) {
        return chunk.endSample() / chunk.format().sampleRateHz();
    }

    /** The highest confidence of each query. */
    private static final class Highest implements AudioTagger.SegmentListener {
        private final OperatingPoints points;
        private final Map<String, Double> confidences = new TreeMap<>();

        Highest(OperatingPoints points) {
            this.points = points;
        }

        @Override
        public void segment(EncodedSegment segment, MatchReport report) {
            for (Match match : report.matches()) {
                double confidence = points.confidence(match.query(), match.score());
                confidences.merge(match.query().query().id(), confidence, Math::max);
            }
        }
    }
}
