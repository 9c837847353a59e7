package io.earshot.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.audio.AudioChunk;
import io.earshot.decoder.SharedDecoder;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import io.earshot.source.StreamPolicy;
import io.earshot.stream.AddressOpener;
import io.earshot.stream.IcecastServer;
import io.earshot.stream.IcecastSource;
import io.earshot.stream.ToneCode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Icecast behind a line that is cut: it sends its last seconds again, and nobody hears them twice. */
@Timeout(180)
class RelayedIcecastIT {
    private static final int SECONDS = 40;

    private final Queue<AudioChunk> chunks = new ConcurrentLinkedQueue<>();
    private final Queue<SourceStatus> states = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    @Test
    void shouldHearEverySecondOnceThroughALineThatIsCut() throws Exception {
        byte[] mp3 = Files.readAllBytes(SoundEncoder.encode(
                folder.resolve("tones.mp3"), "libmp3lame", ToneCode.RATE, 1, ToneCode.pcm(SECONDS)));
        try (IcecastServer icecast = IcecastServer.start(folder);
                IcecastSource station = IcecastSource.start(icecast, "/live.mp3", "audio/mpeg", mp3, SECONDS);
                Relay relay = new Relay(icecast.port());
                SharedDecoder decoder = new SharedDecoder();
                AddressOpener opener = new AddressOpener(decoder, StreamPolicy.ofConsole(Map.of()), "test");
                Listeners listeners = new Listeners(opener, chunks::add, states::add, ListenSettings.DEFAULT, "test")) {
            String address = "http://127.0.0.1:" + relay.port() + "/live.mp3";
            SourceListening listening = listeners.listen(AudioSource.of("radio", address), -1);
            for (int cut : new int[] {14, 22}) {
                await().atMost(Duration.ofSeconds(60)).until(() -> heardSeconds() > 0 && station.seconds() > cut);
                relay.cut();
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> station.seconds() > 30);
            assertThat(listening.status().state()).isEqualTo(SourceState.HEALTHY);
            listening.close(SourceListening.Ending.REMOVED);
        }
        assertThat(states).extracting(SourceStatus::state).contains(SourceState.RECONNECTING);
        assertThat(chunks.stream().map(AudioChunk::epochId).distinct().count()).isGreaterThanOrEqualTo(3);
        assertEverySecondOnce();
    }

    private double heardSeconds() {
        return chunks.stream().mapToDouble(RelayedIcecastIT::seconds).sum();
    }

    private static double seconds(AudioChunk chunk) {
        return (double) chunk.samples() / chunk.format().sampleRateHz();
    }

    private void assertEverySecondOnce() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        chunks.forEach(chunk -> heard.writeBytes(chunk.payload()));
        int rateHz = chunks.peek().format().sampleRateHz();
        List<int[]> runs = new ArrayList<>();
        for (int tone : ToneCode.tenths(heard.toByteArray(), rateHz)) {
            if (runs.isEmpty() || runs.get(runs.size() - 1)[0] != tone) {
                runs.add(new int[] {tone, 0});
            }
            runs.get(runs.size() - 1)[1]++;
        }
        List<int[]> whole = runs.subList(1, runs.size() - 1);
        assertThat(whole).hasSizeGreaterThan(15);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(whole.get(i)[0]).as("follows the second before").isEqualTo(whole.get(0)[0] + i);
            assertThat(whole.get(i)[1])
                    .as("tenths of second " + whole.get(i)[0])
                    .isBetween(9, 11);
        }
    }
}
