package io.earshot.evaluate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.evaluate.LabelledClip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SoundSplitTest {
    @Test
    void shouldDealTheFilesOfALabelToBothSides() {
        SoundSplit split = SoundSplit.of(clips("dog", 5));
        assertThat(split.evaluation()).hasSize(3);
        assertThat(split.development()).hasSize(2);
        assertThat(files(split.evaluation())).doesNotContainAnyElementsOf(files(split.development()));
        assertThat(split.shared()).isEmpty();
    }

    @Test
    void shouldShareTheOnlyFileOfALabelAndSayIt() {
        List<LabelledClip> clips = clips("dog", 1);
        clips.addAll(clips("cat", 2));
        SoundSplit split = SoundSplit.of(clips);
        assertThat(split.shared()).containsExactly("dog");
        assertThat(split.evaluation()).hasSize(2);
        assertThat(split.development()).hasSize(2);
    }

    @Test
    void shouldNotDependOnTheOrderOfTheList() {
        List<LabelledClip> clips = clips("dog", 20);
        Set<Path> judging = files(SoundSplit.of(clips).evaluation());
        Collections.shuffle(clips, new Random(5));
        assertThat(files(SoundSplit.of(clips).evaluation())).isEqualTo(judging);
    }

    @Test
    void shouldKeepAFileOnOneSideWhateverLabelsItHas() {
        List<LabelledClip> clips = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clips.add(clip("dog", i, 0));
            clips.add(clip("cat", i, 3));
            clips.add(clip("dog", i, 6));
        }
        SoundSplit split = SoundSplit.of(clips);
        assertThat(split.shared()).isEmpty();
        assertThat(files(split.evaluation())).doesNotContainAnyElementsOf(files(split.development()));
        assertThat(split.evaluation().size() + split.development().size()).isEqualTo(24);
    }

    private static List<LabelledClip> clips(String label, int count) {
        List<LabelledClip> clips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clips.add(new LabelledClip(label + i, Path.of(label + i), 0, LabelledClip.TO_THE_END, List.of(label)));
        }
        return clips;
    }

    private static LabelledClip clip(String label, int file, double start) {
        return new LabelledClip("file" + file, Path.of("file" + file), start, 3, List.of(label));
    }

    private static Set<Path> files(List<LabelledClip> clips) {
        return clips.stream().map(LabelledClip::file).collect(Collectors.toCollection(HashSet::new));
    }
}
