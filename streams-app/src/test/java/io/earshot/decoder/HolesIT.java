package io.earshot.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.earshot.audio.PcmStream;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the time stamps of containers say is missing. */
class HolesIT {
    private static final int RATE = 32_000;

    @TempDir
    private Path folder;

    private final SharedDecoder decoder = new SharedDecoder();

    /** A hole: how many samples were heard before it, how many are missing. */
    private record Hole(long at, long samples) {}

    @AfterEach
    void close() throws IOException {
        decoder.close();
    }

    @ParameterizedTest
    @CsvSource({
        "a.mka,aac",
        "b.mkv,libopus",
        "c.mka,libmp3lame",
        "d.flv,aac",
        "e.flv,libmp3lame",
        "f.ts,aac",
        "g.ts,mp2",
        "h.ts,ac3",
        "i.m4a,aac",
        "j.mp4,ac3",
        "k.wma,wmav2",
        "l.ogg,libopus",
        "m.ogg,flac",
        "n.mpg,mp2",
        "o.webm,libopus",
        "p.mov,pcm_s16le",
        "q.mka,flac",
        "r.mka,pcm_s16le",
        "t.avi,libmp3lame",
        "u.3gp,libopencore_amrnb"
    })
    void shouldFindNoneInWholeRecordings(String name, String codec) throws IOException {
        int rate = codec.contains("amr") ? 8_000 : 44_100;
        int channels = codec.contains("amr") ? 1 : 2;
        Path file = SoundEncoder.encode(folder.resolve(name), codec, rate, channels, noise(20, rate, channels));

        List<Hole> holes = new ArrayList<>();
        byte[] heard = read(decoder.open(file, DecodeOptions.DEFAULT), holes);

        assertThat(holes).isEmpty();
        assertThat(heard.length / 2. / RATE).isCloseTo(20, within(.15));
    }

    @ParameterizedTest
    @CsvSource({"ts,aac", "ts,mp2", "mka,aac", "mp4,aac", "mka,pcm_s16le"})
    void shouldFindWhatIsMissingBetweenTwoPackets(String ending, String codec) throws IOException {
        Path file = spliced("gap." + ending, codec, 7, 13);

        List<Hole> holes = new ArrayList<>();
        byte[] heard = read(decoder.open(file, DecodeOptions.DEFAULT), holes);

        assertThat(holes).hasSize(1);
        assertThat(holes.get(0).at() / (double) RATE).isCloseTo(7, within(.1));
        assertThat((holes.get(0).at() + holes.get(0).samples()) / (double) RATE).isCloseTo(13, within(.1));
        assertThat(heard.length / 2. / RATE).isCloseTo(9, within(.15));
    }

    /** A read that ends with the last sample before the hole must tell of it, and one that ends elsewhere must not. */
    @Test
    void shouldFindTheSameHoleHoweverItIsRead() throws IOException {
        Path file = spliced("gap.mka", "pcm_s16le", 2, 5);
        List<Hole> expected = new ArrayList<>();
        byte[] heard = read(decoder.open(file, DecodeOptions.DEFAULT), expected);
        assertThat(expected).hasSize(1);
        int exact = (int) expected.get(0).at() * 2;
        for (int bytes : new int[] {2, 1_000, 16_384, exact, exact + 2, exact - 2, exact / 2, heard.length}) {
            List<Hole> holes = new ArrayList<>();
            assertThat(read(decoder.open(file, DecodeOptions.DEFAULT), holes, bytes))
                    .isEqualTo(heard);
            assertThat(holes).as("buffers of %d bytes", bytes).isEqualTo(expected);
        }
    }

    @Test
    void shouldGiveTheSameHolesFromAStreamAndAfterItsProcessWasKilled() throws Exception {
        Path file = spliced("gap.ts", "aac", 7, 13);
        List<Hole> expected = new ArrayList<>();
        byte[] heard = read(decoder.open(file, DecodeOptions.DEFAULT), expected);

        List<Hole> piped = new ArrayList<>();
        assertThat(read(decoder.openRecording(Files.newInputStream(file), "a pipe", DecodeOptions.DEFAULT), piped))
                .isEqualTo(heard);
        assertThat(piped).isEqualTo(expected);

        for (double killAt : new double[] {3, 8}) {
            DecodedAudio pcm = decoder.open(file, DecodeOptions.DEFAULT);
            List<Hole> holes = new ArrayList<>();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            copy(pcm, all, holes, 1_000, (int) (killAt * RATE));
            ProcessHandle.of(decoder.pid().orElseThrow()).orElseThrow().destroyForcibly();
            copy(pcm, all, holes, 1_000, Integer.MAX_VALUE);
            assertThat(all.toByteArray()).isEqualTo(heard);
            assertThat(holes).isEqualTo(expected);
        }
        assertThat(decoder.restarts()).isBetween(1L, 2L);
    }

    @Test
    void shouldTellOfSoundThatBeginsAfterThePicture() throws IOException {
        for (double start : new double[] {0, 1.5}) {
            Path file = SoundEncoder.withPicture(
                    start, folder.resolve(start + ".mov"), "pcm_s16le", RATE, 1, noise(3, RATE, 1));
            List<Hole> holes = new ArrayList<>();
            read(decoder.open(file, DecodeOptions.DEFAULT), holes);
            assertThat(holes).isEqualTo(start == 0 ? List.of() : List.of(new Hole(0, Math.round(start * RATE))));
        }
    }

    /** Joined wherever it is: where a broadcast begins is no hole. */
    @Test
    void shouldNotTellOfWhatIsMissingBeforeABroadcastIsJoined() throws IOException {
        Path file = SoundEncoder.withPicture(1.5, folder.resolve("late.mov"), "pcm_s16le", RATE, 1, noise(3, RATE, 1));
        List<Hole> holes = new ArrayList<>();
        read(decoder.open(Files.newInputStream(file), "a broadcast", DecodeOptions.DEFAULT), holes);
        assertThat(holes).isEmpty();
    }

    /** A recording of {@code from} seconds, and one whose time stamps begin at {@code to}, up to 15 s, in one file. */
    private Path spliced(String name, String codec, int from, int to) throws IOException {
        byte[] before = noise(from, RATE, 1);
        byte[] after = noise(15 - to, RATE, 1);
        if (!name.endsWith(".ts")) {
            return SoundEncoder.encodeWithHole(folder.resolve(name), codec, RATE, before, to, after);
        }
        Path first = SoundEncoder.encode(folder.resolve("1.ts"), codec, RATE, 1, before);
        Path second = SoundEncoder.encodeFrom(to, folder.resolve("2.ts"), codec, RATE, 1, after);
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            Files.copy(first, out);
            Files.copy(second, out);
        }
        return file;
    }

    private static byte[] noise(int seconds, int rate, int channels) {
        byte[] noise = new byte[2 * seconds * rate * channels];
        new Random(3).nextBytes(noise);
        return noise;
    }

    private static byte[] read(DecodedAudio pcm, List<Hole> holes) throws IOException {
        return read(pcm, holes, 10_000);
    }

    private static byte[] read(DecodedAudio pcm, List<Hole> holes, int bytes) throws IOException {
        try (pcm) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            copy(pcm, all, holes, bytes, Integer.MAX_VALUE);
            return all.toByteArray();
        }
    }

    /** Reads until so many samples are there in all. */
    private static void copy(PcmStream pcm, ByteArrayOutputStream all, List<Hole> holes, int bytes, int samples)
            throws IOException {
        byte[] buffer = new byte[bytes];
        long missing = holes.stream().mapToLong(Hole::samples).sum();
        while (all.size() / 2 < samples) {
            if (pcm.missingSamples() > 0) {
                holes.add(new Hole(all.size() / 2 + missing, pcm.missingSamples()));
                missing += pcm.missingSamples();
            }
            int got = pcm.read(buffer);
            if (got == -1) {
                return;
            }
            all.write(buffer, 0, got);
        }
    }
}
