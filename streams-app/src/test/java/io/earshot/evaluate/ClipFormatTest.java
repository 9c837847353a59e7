package io.earshot.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipFormatTest {
    private static final Optional<String> ALL = Optional.empty();

    @TempDir
    private Path folder;

    @Test
    void shouldReadLabelsAsWords() throws IOException {
        clips("file,label\na.wav,dog_barking\nb.wav,wood-wind| a  flute \n");
        assertThat(ClipFormat.CSV.read(folder, ALL))
                .containsExactly(whole("a.wav", "dog barking"), whole("b.wav", "wood wind", "a  flute"));
    }

    @Test
    void shouldJoinTheRowsOfAStretchAndKeepStretchesOfAFileApart() throws IOException {
        clips(
                "file,label,offset,seconds\na.wav,rain,0,2.5\na.wav,wind,2.5,2\na.wav,thunder,0,2.5\na.wav,rain,0,2.5\na.wav,hail,,\n");
        Path file = folder.resolve("a.wav");
        assertThat(ClipFormat.CSV.read(folder, ALL))
                .containsExactly(
                        new LabelledClip("a.wav", file, 0, 2.5, List.of("rain", "thunder")),
                        new LabelledClip("a.wav", file, 2.5, 2, List.of("wind")),
                        whole("a.wav", "hail"));
    }

    @Test
    void shouldTakeTheRowsOfOneSplit() throws IOException {
        clips("file,label,split\na.wav,rain,train\nb.wav,wind,test\nc.wav,hail,\n");
        assertThat(ClipFormat.CSV.read(folder, Optional.of("test"))).containsExactly(whole("b.wav", "wind"));
        assertRefused(Optional.of("eval"), "no row has the split eval; there are (none), test, train");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    file,label\\n; its list has no clips
                    file,label\\na.wav,; row 2: has no label
                    file,label\\n,rain; row 2: has no file
                    file,label\\na.wav,rain||wind; row 2: one of its labels is empty
                    file,label,offset\\na.wav,rain,-1; offset must not be negative
                    file,label,seconds\\na.wav,rain,0; seconds must be greater than 0
                    """)
    void shouldSayWhichRowIsWrong(String text, String reason) throws IOException {
        clips(text.replace("\\n", "\n"));
        assertRefused(ALL, reason);
    }

    @Test
    void shouldNeedTheColumnOfTheSplit() throws IOException {
        clips("file,label\na.wav,rain\n");
        assertRefused(Optional.of("test"), "has no column split");
    }

    @Test
    void shouldSayWhatAFolderLacks() {
        assertRefused(ALL, "has no clips.csv");
        assertThatThrownBy(() -> ClipFormat.CLOTHO.read(folder, ALL))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessageContaining("clotho_captions_evaluation.csv: no such file");
        assertThatThrownBy(() -> ClipFormat.AUDIOCAPS.read(folder, ALL))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessageContaining("test.csv: no such file");
        assertThatThrownBy(() -> ClipFormat.CSV.read(folder.resolve("none"), ALL))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessageContaining("none: no such folder");
    }

    @Test
    void shouldReadClothoAsPublished() throws IOException {
        String head = "file_name,caption_1,caption_2,caption_3,caption_4,caption_5\r\n";
        Files.writeString(
                folder.resolve("clotho_captions_evaluation.csv"),
                head + "Santa Motor.wav,One.,\"Two, still.\",Three,Three,Five\r\ngone.wav,1,2,3,4,5\r\n");
        Path motor = file("clotho_audio_evaluation/evaluation/Santa Motor.wav");
        file("development/Santa Motor.wav");
        assertThat(ClipFormat.CLOTHO.read(folder, ALL))
                .containsExactly(
                        LabelledClip.whole(
                                "Santa Motor.wav", motor, List.of("One.", "Two, still.", "Three", "Three", "Five")),
                        LabelledClip.whole(
                                "gone.wav", folder.resolve("evaluation/gone.wav"), List.of("1", "2", "3", "4", "5")));
    }

    @Test
    void shouldReadAnotherSplitOfClotho() throws IOException {
        Files.writeString(folder.resolve("clotho_captions_development.csv"), "file_name,caption_1\na.wav,rain\n");
        Path file = file("development/a.wav");
        assertThat(ClipFormat.CLOTHO.read(folder, Optional.of("development")))
                .containsExactly(LabelledClip.whole("a.wav", file, List.of("rain")));
    }

    @Test
    void shouldReadAudioCapsAsPublishedWhateverItsFilesAreCalled() throws IOException {
        Files.writeString(folder.resolve("test.csv"), """
                audiocap_id,youtube_id,start_time,caption
                1,aa,30,first
                2,aa,30,second
                3,bb,0,rain
                4,-c,10,"wind, hail"
                5,dd,20,bell
                6,ee,7,horn
                7,aa,90,later
                """);
        Path first = file("test/aa_30.flac");
        Path second = file("test/Ybb.wav");
        Path third = file("audio/Y-c_10_20.m4a");
        Path fourth = file("5.opus");
        file("ee.txt");
        assertThat(ClipFormat.AUDIOCAPS.read(folder, ALL))
                .containsExactly(
                        LabelledClip.whole("aa", first, List.of("first", "second")),
                        LabelledClip.whole("bb", second, List.of("rain")),
                        LabelledClip.whole("-c", third, List.of("wind, hail")),
                        LabelledClip.whole("dd", fourth, List.of("bell")),
                        LabelledClip.whole("ee", folder.resolve("ee.wav"), List.of("horn")),
                        LabelledClip.whole("aa", folder.resolve("aa.wav"), List.of("later")));
    }

    @Test
    void shouldNotGoRoundInCirclesOfLinks() throws IOException {
        Files.writeString(folder.resolve("val.csv"), "audiocap_id,youtube_id,start_time,caption\n1,aa,30,first\n");
        Path file = file("val/aa.wav");
        Files.createSymbolicLink(folder.resolve("again"), folder);
        assertThat(ClipFormat.AUDIOCAPS.read(folder, Optional.of("val")))
                .containsExactly(LabelledClip.whole("aa", file, List.of("first")));
    }

    private void clips(String text) throws IOException {
        Files.writeString(folder.resolve("clips.csv"), text);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "sound");
    }

    private LabelledClip whole(String name, String... texts) {
        return LabelledClip.whole(name, folder.resolve(name), List.of(texts));
    }

    private void assertRefused(Optional<String> split, String reason) {
        assertThatThrownBy(() -> ClipFormat.CSV.read(folder, split))
                .isInstanceOf(InvalidClipListException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("\n");
    }
}
