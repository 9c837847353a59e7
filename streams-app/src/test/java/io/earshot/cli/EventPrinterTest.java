package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.decide.Event;
import io.earshot.query.QueryTable;
import io.earshot.story.LoudnessStory;
import io.earshot.tagger.AudioTagger;
import io.earshot.tagger.AudioTagger.SegmentListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventPrinterTest {
    private static final int CHUNK = 5_120;
    private static final byte[] LOUD_TO_THE_END = LoudnessStory.seconds(0, .5, .5, .5, .5);

    private final StringWriter out = new StringWriter();

    @Test
    void shouldSayThatTheAudioBrokeOffAndNotTheSound() {
        events(breakingOff("")).forEach(new EventPrinter(new PrintWriter(out), false)::live);
        assertThat(out.toString().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .matches(".* ends .* something loud  \\([34]\\.\\d s, the audio broke off\\)");
    }

    @Test
    void shouldSayNothingOfTheEndWhereTheSoundEndedOrTheAudioWasOver() {
        List<AudioChunk> chunks = LoudnessStory.chunks("studio", LOUD_TO_THE_END, CHUNK);
        EventPrinter printer = new EventPrinter(new PrintWriter(out), false);
        events(chunks).forEach(event -> printer.ofFile("a/studio.wav", event));
        assertThat(out.toString()).startsWith("a/studio.wav  ").endsWith("100 %  something loud\n");
    }

    @Test
    void shouldTellTheTitleOnlyWhereThereIsOne() {
        events(breakingOff("Künstler - \"Lied\"")).forEach(new EventPrinter(new PrintWriter(out), false)::live);
        assertThat(out.toString()).contains("something loud  \"Künstler - ");
        out.getBuffer().setLength(0);
        events(breakingOff("Künstler")).forEach(new EventPrinter(new PrintWriter(out), true)::live);
        assertThat(out.toString().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("\"title\":\"Künstler\""));
        assertThat(out.toString()).contains("\"endReason\":\"STREAM_LOST\"");
        out.getBuffer().setLength(0);
        events(breakingOff("")).forEach(new EventPrinter(new PrintWriter(out), true)::live);
        assertThat(out.toString()).doesNotContain("title");
    }

    /** The recording without its END, and then a long gap. */
    private static List<AudioChunk> breakingOff(String title) {
        List<AudioChunk> chunks = new ArrayList<>();
        for (AudioChunk chunk : LoudnessStory.chunks("studio", LOUD_TO_THE_END, CHUNK)) {
            AudioChunk next = chunk.kind() == ChunkKind.END
                    ? AudioChunk.gap(
                            "studio",
                            chunk.epochId(),
                            chunk.firstSample(),
                            chunk.epochStartMicros(),
                            chunk.format(),
                            100_000)
                    : chunk;
            chunks.add(next.withTitle(title));
        }
        return chunks;
    }

    private static List<Event> events(List<AudioChunk> chunks) {
        AudioTagger tagger = new AudioTagger(LoudnessStory.STAGES, "studio", SegmentListener.NONE);
        QueryTable table = QueryTable.empty().with(LoudnessStory.loud("loud"));
        return chunks.stream()
                .flatMap(chunk -> tagger.accept(chunk, table).events().stream())
                .toList();
    }
}
