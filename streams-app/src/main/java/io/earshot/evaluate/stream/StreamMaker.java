package io.earshot.evaluate.stream;

import io.earshot.evaluate.ClipResult;
import io.earshot.evaluate.EvaluationProgress;
import io.earshot.evaluate.InvalidClipListException;
import io.earshot.evaluate.LabelledClip;
import io.earshot.evaluate.OrderedWorkers;
import io.earshot.evaluate.SkippedClip;
import io.earshot.evaluate.stream.Foreground.Sound;
import io.earshot.evaluate.stream.StreamEvaluation.Sounds;
import io.earshot.evaluate.stream.StreamPlan.Planting;
import io.earshot.ingest.AudioFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the streams to judge by and those to tune on, from sounds in files. */
final class StreamMaker {
    private final SoundReader reader;
    private final int rateHz;
    private final StreamOptions options;
    private final OrderedWorkers workers;
    private final EvaluationProgress progress;
    private final Set<SkippedClip> skipped = new LinkedHashSet<>();

    StreamMaker(
            AudioFiles files, int rateHz, StreamOptions options, OrderedWorkers workers, EvaluationProgress progress) {
        this.reader = new SoundReader(files, rateHz);
        this.rateHz = rateHz;
        this.options = options;
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * Streams that differ in nothing but how loud the sounds are.
     *
     * @param name what they are for
     * @param plantings in their order, without overlap
     */
    record StreamSet(String name, BackgroundTrack background, List<Planting> plantings) {
        static final String DEVELOPMENT = "development";
        static final String EVALUATION = "evaluation";

        /** One of them. */
        PlantedStream open(int snrDb, int rateHz) {
            return new PlantedStream(background, plantings, snrDb, rateHz);
        }
    }

    /**
     * All streams of an evaluation.
     *
     * @param evaluation to judge by
     * @param development to tune thresholds on
     * @param foreground what can be planted in those that judge
     * @param shared labels whose clips are the same in both
     * @param skipped clips that are in none
     */
    record Made(
            StreamSet evaluation,
            StreamSet development,
            Foreground foreground,
            List<String> shared,
            List<SkippedClip> skipped) {}

    /** @throws InvalidClipListException if there is nothing to plant, or no background */
    Made make(Sounds sounds) throws InterruptedException {
        SoundSplit foreground = SoundSplit.of(sounds.foreground());
        SoundSplit background = SoundSplit.of(withoutLabels(sounds));
        Random evaluationRandom = new Random(options.seed());
        Random developmentRandom = new Random(options.developmentSeed());
        Foreground judging = read(foreground.evaluation(), evaluationRandom);
        Foreground tuning = read(foreground.development(), developmentRandom);
        Foreground planted = judging.withMissing(tuning);
        if (planted.byLabel().isEmpty()) {
            throw new InvalidClipListException(
                    "none of the " + sounds.foreground().size() + " foreground clips can be planted");
        }
        StreamSet evaluation = set(StreamSet.EVALUATION, planted, background.evaluation(), evaluationRandom);
        StreamSet development =
                set(StreamSet.DEVELOPMENT, tuning.withMissing(judging), background.development(), developmentRandom);
        List<String> shared = planted.byLabel().keySet().stream()
                .filter(label -> foreground.shared().contains(label) || !judging.has(label) || !tuning.has(label))
                .toList();
        return new Made(evaluation, development, planted, shared, List.copyOf(skipped));
    }

    /** A background in which a query's sound can be heard would make right events false alarms. */
    private List<LabelledClip> withoutLabels(Sounds sounds) {
        Set<String> labels =
                sounds.foreground().stream().map(clip -> clip.texts().get(0)).collect(Collectors.toSet());
        List<LabelledClip> others = new ArrayList<>();
        for (LabelledClip clip : sounds.background()) {
            if (clip.texts().stream().anyMatch(labels::contains)) {
                skip(new SkippedClip(clip.name(), clip.file() + ": is no background, as its label is a query"));
            } else {
                others.add(clip);
            }
        }
        return others;
    }

    /** Reads the clips that a stream can need. */
    private Foreground read(List<LabelledClip> clips, Random random) throws InterruptedException {
        Collection<List<LabelledClip>> byLabel = SoundSplit.byLabel(clips).values();
        int most = StreamPlan.mostOfLabel(options.minutes(), byLabel.size());
        List<LabelledClip> drawn = new ArrayList<>();
        for (List<LabelledClip> ofLabel : byLabel) {
            Collections.shuffle(ofLabel, random);
            drawn.addAll(ofLabel.subList(0, Math.min(most, ofLabel.size())));
        }
        Map<String, List<Sound>> sounds = new LinkedHashMap<>();
        workers.map(
                drawn,
                clip -> ClipResult.of(clip, reader::sound),
                result -> result.handle(
                        sound -> sounds.computeIfAbsent(sound.label(), label -> new ArrayList<>())
                                .add(sound),
                        this::skip),
                done -> {});
        return new Foreground(sounds);
    }

    private StreamSet set(String name, Foreground foreground, List<LabelledClip> backgrounds, Random random) {
        int samples = options.minutes() * 60 * rateHz;
        List<Planting> plantings = StreamPlan.draw(foreground, samples, rateHz, random);
        BackgroundTrack track = new BackgroundFilling(reader, rateHz, this::skip).fill(backgrounds, samples, random);
        return new StreamSet(name, track, plantings);
    }

    /** Reports a clip once, even if it is on both sides. */
    private void skip(SkippedClip clip) {
        if (skipped.add(clip)) {
            progress.skipped(clip);
        }
    }
}
