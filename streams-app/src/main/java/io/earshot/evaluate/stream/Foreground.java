package io.earshot.evaluate.stream;

import io.earshot.audio.InvalidAudioException;
import io.earshot.evaluate.LabelledClip;
import io.earshot.evaluate.OrderedWorkers;
import io.earshot.evaluate.SkippedClip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The sounds of each label, ready to be planted.
 *
 * @param byLabel at least one sound each
 */
record Foreground(Map<String, List<Sound>> byLabel) {
    /** Longest stretch of a clip in which a sound is looked for. */
    private static final double MOST_SECONDS = 60;

    /**
     * A sound that can be planted.
     *
     * @param file as its list names it
     * @param texts that are right for it, the first being its label
     * @param samples read-only
     */
    record Sound(String file, List<String> texts, float[] samples) {
        String label() {
            return texts.get(0);
        }
    }

    /**
     * Reads the clips that a stream can need.
     *
     * @param mostOfLabel of a label so many are drawn, at most
     * @param skipped is told of each that cannot be planted, in the order of the list
     */
    static Foreground read(
            List<LabelledClip> clips,
            int mostOfLabel,
            Random random,
            SoundReader reader,
            SoundTrimmer trimmer,
            OrderedWorkers workers,
            Consumer<SkippedClip> skipped)
            throws InterruptedException {
        List<LabelledClip> drawn = new ArrayList<>();
        for (List<LabelledClip> ofLabel : SoundSplit.byLabel(clips).values()) {
            List<LabelledClip> shuffled = new ArrayList<>(ofLabel);
            Collections.shuffle(shuffled, random);
            drawn.addAll(shuffled.subList(0, Math.min(mostOfLabel, shuffled.size())));
        }
        Map<String, List<Sound>> byLabel = new LinkedHashMap<>();
        workers.map(
                drawn,
                clip -> Read.of(clip, reader, trimmer),
                (index, read) -> {
                    read.sound.ifPresent(sound -> byLabel.computeIfAbsent(sound.label(), label -> new ArrayList<>())
                            .add(sound));
                    read.skip.ifPresent(skipped);
                },
                (done, of) -> {});
        return new Foreground(byLabel);
    }

    /** These sounds, and those of another for labels that have none here. */
    Foreground withMissing(Foreground other) {
        Map<String, List<Sound>> all = new LinkedHashMap<>(byLabel);
        other.byLabel.forEach(all::putIfAbsent);
        return new Foreground(all);
    }

    /** Whether a label has sounds. */
    boolean has(String label) {
        return byLabel.containsKey(label);
    }

    /** Number of sounds of all labels. */
    int sounds() {
        return byLabel.values().stream().mapToInt(List::size).sum();
    }

    /** A clip's sound, or why there is none. */
    private record Read(Optional<Sound> sound, Optional<SkippedClip> skip) {
        static Read of(LabelledClip clip, SoundReader reader, SoundTrimmer trimmer) {
            try {
                float[] samples = trimmer.trim(reader.read(clip, MOST_SECONDS));
                return samples.length == 0
                        ? skipped(clip, clip.file() + ": has no sound of at least 0.05 s")
                        : new Read(Optional.of(new Sound(clip.name(), clip.texts(), samples)), Optional.empty());
            } catch (InvalidAudioException | IOException e) {
                return skipped(clip, String.valueOf(e.getMessage()));
            }
        }

        private static Read skipped(LabelledClip clip, String reason) {
            return new Read(Optional.empty(), Optional.of(SkippedClip.of(clip, reason)));
        }
    }
}
