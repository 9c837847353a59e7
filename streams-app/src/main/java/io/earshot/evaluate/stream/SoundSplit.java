package io.earshot.evaluate.stream;

import io.earshot.evaluate.LabelledClip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which clips tune the plain detector and which judge. The files of each label are dealt out to the two sides in an order
 * that depends on their names alone, so that no seed ever brings a clip to the other side. A label with one file has it on
 * both sides.
 *
 * @param development clips to tune on
 * @param evaluation clips to judge by
 * @param shared labels whose clips are the same on both sides
 */
record SoundSplit(List<LabelledClip> development, List<LabelledClip> evaluation, List<String> shared) {
    private static final Comparator<LabelledClip> BY_NAME_SCATTERED = Comparator.comparingInt(
                    (LabelledClip clip) -> clip.name().hashCode() * 0x9E3779B9)
            .thenComparing(LabelledClip::name)
            .thenComparingDouble(LabelledClip::startSeconds);

    static SoundSplit of(List<LabelledClip> clips) {
        SoundSplit split = new SoundSplit(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<Path, Boolean> judges = new HashMap<>();
        byLabel(clips).forEach((label, ofLabel) -> split.deal(label, ofLabel, judges));
        return split;
    }

    /** The clips of each first text, in the order of the list. */
    static Map<String, List<LabelledClip>> byLabel(List<LabelledClip> clips) {
        Map<String, List<LabelledClip>> byLabel = new LinkedHashMap<>();
        for (LabelledClip clip : clips) {
            byLabel.computeIfAbsent(clip.texts().get(0), label -> new ArrayList<>())
                    .add(clip);
        }
        return byLabel;
    }

    /** @param judges which side each file is on; a file that another label has too stays on its side */
    private void deal(String label, List<LabelledClip> clips, Map<Path, Boolean> judges) {
        List<LabelledClip> judging = new ArrayList<>();
        List<LabelledClip> tuning = new ArrayList<>();
        List<LabelledClip> scattered = new ArrayList<>(clips);
        scattered.sort(BY_NAME_SCATTERED);
        for (LabelledClip clip : scattered) {
            boolean judge = judges.computeIfAbsent(clip.file(), file -> judging.size() <= tuning.size());
            (judge ? judging : tuning).add(clip);
        }
        boolean isShared = judging.isEmpty() || tuning.isEmpty();
        if (isShared) {
            shared.add(label);
        }
        evaluation.addAll(isShared ? scattered : judging);
        development.addAll(isShared ? scattered : tuning);
    }
}
