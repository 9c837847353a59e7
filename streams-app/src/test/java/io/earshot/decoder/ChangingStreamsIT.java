package io.earshot.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.decoder.ffmpeg.LiveSender;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams whose form or title changes on the way, as at the next programme or an advertisement. */
@Timeout(60)
class ChangingStreamsIT {
    private static final int RATE = 32_000;

    @TempDir
    private Path folder;

    private final SharedDecoder decoder = new SharedDecoder();

    @AfterEach
    void close() throws IOException {
        decoder.close();
    }

    @ParameterizedTest
    @CsvSource({"mp3,libmp3lame,44100,24000", "aac,aac,44100,24000", "ts,mp2,48000,32000", "ogg,flac,44100,48000"})
    void shouldGoOnWhenTheRateAndTheChannelsChange(String ending, String codec, int firstHz, int thenHz)
            throws IOException {
        Path first = SoundEncoder.encode(
                folder.resolve("1." + ending), codec, firstHz, 2, doubled(LiveSender.tone(firstHz, 3)));
        Path then = SoundEncoder.encode(folder.resolve("2." + ending), codec, thenHz, 1, LiveSender.tone(thenHz, 3));

        try (DecodedAudio pcm = decoder.open(joined(first, then), "radio", DecodeOptions.DEFAULT)) {
            Set<String> descriptions = new LinkedHashSet<>();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] buffer = new byte[RATE / 10 * 2];
            for (int got = pcm.read(buffer); got != -1; got = pcm.read(buffer)) {
                all.write(buffer, 0, got);
                descriptions.add(pcm.description());
                assertThat(pcm.missingSamples()).isZero();
            }
            byte[] heard = all.toByteArray();
            int half = heard.length / 4 * 2;
            assertThat(heard.length / 2. / RATE).isCloseTo(6, within(.2));
            assertThat(periods(Arrays.copyOf(heard, half))).isCloseTo(3_000, within(150));
            assertThat(periods(Arrays.copyOfRange(heard, half, heard.length))).isCloseTo(3_000, within(150));
            assertThat(descriptions).startsWith(firstName(codec) + ", " + firstHz + " Hz, stereo");
            assertThat(descriptions).endsWith(firstName(codec) + ", " + thenHz + " Hz, mono");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"flac", "libopus"})
    void shouldNotKeepTheFirstTitleOfAChainedOgg(String codec) throws IOException {
        Path first = SoundEncoder.titled(
                "Ann", "Étude", folder.resolve("1.ogg"), codec, 48_000, 1, LiveSender.tone(48_000, 3));
        Path then = SoundEncoder.titled(
                "Bob", "Rain", folder.resolve("2.ogg"), codec, 48_000, 1, LiveSender.tone(48_000, 3));

        Set<String> titles = new LinkedHashSet<>();
        try (DecodedAudio pcm = decoder.open(joined(first, then), "radio", DecodeOptions.DEFAULT)) {
            byte[] buffer = new byte[RATE / 10 * 2];
            for (int got = pcm.read(buffer); got != -1; got = pcm.read(buffer)) {
                titles.add(pcm.title());
                assertThat(pcm.missingSamples()).isZero();
            }
        }
        assertThat(titles).as("FFmpeg tells the first one alone").containsExactly("");
    }

    @Test
    void shouldTellWhatABroadcastSaysThatItPlaysAndNotTheTagsOfARecording() throws IOException {
        Path file = SoundEncoder.titled(
                "Ann", "Étude", folder.resolve("1.mp3"), "libmp3lame", 48_000, 1, LiveSender.tone(48_000, 3));
        try (DecodedAudio broadcast = decoder.open(joined(file), "radio", DecodeOptions.DEFAULT)) {
            assertThat(broadcast.title()).isEqualTo("Ann - Étude");
        }
        try (DecodedAudio recording = decoder.openRecording(joined(file), "a pipe", DecodeOptions.DEFAULT)) {
            assertThat(recording.title()).isEmpty();
        }
    }

    /** A second of a broadcast is enough to begin with. */
    @ParameterizedTest
    @CsvSource({"ts,aac", "ts,mp2", "mp3,libmp3lame", "aac,aac", "ogg,libopus", "flv,aac"})
    void shouldBeginSoon(String ending, String codec) throws IOException {
        byte[] coded = Files.readAllBytes(
                SoundEncoder.encode(folder.resolve("live." + ending), codec, RATE, 1, LiveSender.tone(RATE, 20)));
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out, coded.length)) {
            out.write(coded, 0, coded.length * 14 / 200);
            out.flush();
            // It waits for ever if 1.4 s are not enough.
            try (DecodedAudio pcm = decoder.open(in, "radio", DecodeOptions.DEFAULT)) {
                assertThat(pcm.read(new byte[RATE / 2])).isEqualTo(RATE / 2);
            }
        }
    }

    private static String firstName(String codec) {
        return codec.equals("libmp3lame") ? "mp3" : codec;
    }

    private static InputStream joined(Path... files) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files) {
            all.writeBytes(Files.readAllBytes(file));
        }
        return new ByteArrayInputStream(all.toByteArray());
    }

    private static byte[] doubled(byte[] mono) {
        byte[] both = new byte[2 * mono.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = mono[(i / 4) * 2 + i % 2];
        }
        return both;
    }

    private static int periods(byte[] pcm) {
        int periods = 0;
        for (int i = 3; i < pcm.length; i += 2) {
            periods += pcm[i - 2] < 0 && pcm[i] >= 0 ? 1 : 0;
        }
        return periods;
    }
}
