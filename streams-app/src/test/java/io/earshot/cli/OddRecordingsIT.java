package io.earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.app.LoadedModel;
import io.earshot.audio.PcmBytes;
import io.earshot.audio.PcmDecoder;
import io.earshot.audio.SampleEncoding;
import io.earshot.audio.WavBytes;
import io.earshot.audio.WavFile;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings with holes, and with channels that cancel each other, through the command line. */
class OddRecordingsIT {
    private static final int RATE = 32_000;
    private static final Path RECORDINGS = LoadedModel.home().resolve("models/demo");

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    /**
     * Rain and a siren in turn, 8 s each, from which the seconds 17 to 23 are missing, in two streams of MPEG-TS one after the
     * other: the time stamps alone tell. The second rain is cut off on both sides.
     */
    @Test
    void shouldTellTheTimesOfEventsBehindAHole() throws IOException {
        byte[] rain = samples("rain.wav");
        byte[] siren = samples("siren.wav");
        byte[] all = concat(rain, siren, rain, siren, rain, siren, rain);
        Path first = SoundEncoder.encode(folder.resolve("1.ts"), "aac", RATE, 1, Arrays.copyOf(all, 17 * RATE * 2));
        Path second = SoundEncoder.encodeFrom(
                23, folder.resolve("2.ts"), "aac", RATE, 1, Arrays.copyOfRange(all, 23 * RATE * 2, all.length));
        Path file = folder.resolve("gap.ts");
        try (OutputStream out = Files.newOutputStream(file)) {
            Files.copy(first, out);
            Files.copy(second, out);
        }

        List<JsonNode> events = tag(file);

        assertThat(times(events, "onset")).hasSize(3);
        assertThat(times(events, "onset").get(0)).isCloseTo(8.6, within(.4));
        assertThat(times(events, "offset").get(0)).isCloseTo(16.2, within(.4));
        assertThat(times(events, "onset").get(1)).isCloseTo(24.6, within(.4));
        assertThat(times(events, "offset").get(1)).isCloseTo(32.2, within(.4));
        assertThat(times(events, "onset").get(2)).isCloseTo(40.6, within(.4));
        assertThat(times(events, "offset").get(2)).isCloseTo(48.2, within(.4));
        assertThat(err.toString().lines())
                .filteredOn(line -> line.startsWith("warning: "))
                .singleElement()
                .asString()
                .matches("warning: .*gap\\.ts: (5\\.9|6\\.0) s are missing in it, in 1 place; the time stamps say so");
    }

    @Test
    void shouldHearOneChannelWhereBothCancelEachOther() throws IOException {
        byte[] siren = samples("siren.wav");
        double mono = confidence(tag(wav("mono.wav", 1, siren)));
        byte[] inverted = stereo(siren, -1);
        Path wav = wav("inverted.wav", 2, inverted);
        Path flac = SoundEncoder.encode(folder.resolve("inverted.flac"), "flac", RATE, 2, inverted);
        Path mp3 = SoundEncoder.encode(folder.resolve("inverted.mp3"), "libmp3lame", RATE, 2, inverted);
        for (Path file : List.of(wav, flac, mp3)) {
            err.getBuffer().setLength(0);
            assertThat(confidence(tag(file))).as(file.toString()).isCloseTo(mono, within(.005));
            assertThat(err.toString().lines())
                    .containsExactly("warning: " + file + ": the channels cancel each other; the left one is heard");
        }
    }

    @Test
    void shouldHearTheChannelThatIsAskedFor() throws IOException {
        byte[] siren = samples("siren.wav");
        double mono = confidence(tag(wav("mono.wav", 1, siren)));
        byte[] rightOnly = stereo(siren, 0);
        byte[] leftOnly = swapped(rightOnly);
        for (Path file : List.of(
                wav("left.wav", 2, rightOnly),
                SoundEncoder.encode(folder.resolve("left.flac"), "flac", RATE, 2, rightOnly))) {
            assertThat(confidence(tag(file, "--channel", "left"))).isCloseTo(mono, within(.005));
            assertThat(confidence(tag(file, "--channel", "1"))).isCloseTo(mono, within(.005));
            assertThat(tag(file, "--channel", "right")).isEmpty();
        }
        assertThat(confidence(tag(wav("right.wav", 2, leftOnly), "--channel", "right")))
                .isCloseTo(mono, within(.005));
    }

    @Test
    void shouldRefuseAChannelThatIsNotThere() throws IOException {
        byte[] siren = samples("siren.wav");
        for (Path file : List.of(
                wav("mono.wav", 1, siren), SoundEncoder.encode(folder.resolve("mono.flac"), "flac", RATE, 1, siren))) {
            err.getBuffer().setLength(0);
            assertThat(run(new StringWriter(), file, "--channel", "right")).isEqualTo(1);
            assertThat(err.toString().strip()).endsWith(file + ": has no channel 2, only 1");
        }
        assertThat(run(new StringWriter(), wav("mono.wav", 1, siren), "--channel", "middle"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--channel: channel middle is none of mix, left, right, 1..8");
    }

    private List<JsonNode> tag(Path file, String... options) throws IOException {
        StringWriter out = new StringWriter();
        assertThat(run(out, file, options)).as(err.toString()).isZero();
        List<JsonNode> events = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            JsonNode event = new ObjectMapper().readTree(line);
            if (event.get("phase").asText().equals("CLOSE")) {
                events.add(event);
            }
        }
        return events;
    }

    private int run(StringWriter out, Path file, String... options) {
        List<String> words = new ArrayList<>(List.of("tag", file.toString(), "-q", "a siren wailing", "--json"));
        words.addAll(List.of(options));
        return EarshotCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
    }

    private static List<Double> times(List<JsonNode> events, String key) {
        return events.stream()
                .map(event -> Instant.parse(event.get(key).asText()).toEpochMilli() / 1e3)
                .toList();
    }

    private static double confidence(List<JsonNode> events) {
        assertThat(events).isNotEmpty();
        return events.stream()
                .mapToDouble(event -> event.get("confidence").asDouble())
                .max()
                .orElseThrow();
    }

    /** 16-bit samples of a recording, one channel. */
    private static byte[] samples(String name) throws IOException {
        try (WavFile wav = WavFile.open(RECORDINGS.resolve(name))) {
            assertThat(wav.format().sampleRateHz()).isEqualTo(RATE);
            byte[] all = new byte[8 * RATE * wav.format().frameBytes()];
            assertThat(wav.read(all)).isEqualTo(all.length);
            float[] mono = new PcmDecoder(wav.format()).decode(all);
            double[] values = new double[mono.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(-.999, mono[i]);
            }
            return PcmBytes.of(SampleEncoding.S16, values);
        }
    }

    /** The same on the left, and times a factor on the right. */
    private static byte[] stereo(byte[] mono, int factor) {
        byte[] both = new byte[2 * mono.length];
        for (int i = 0; i < mono.length; i += 2) {
            int sample = (mono[i] & 0xff) | (mono[i + 1] << 8);
            both[2 * i] = mono[i];
            both[2 * i + 1] = mono[i + 1];
            both[2 * i + 2] = (byte) (factor * sample);
            both[2 * i + 3] = (byte) ((factor * sample) >> 8);
        }
        return both;
    }

    private static byte[] swapped(byte[] stereo) {
        byte[] swapped = new byte[stereo.length];
        for (int i = 0; i < stereo.length; i++) {
            swapped[i ^ 2] = stereo[i];
        }
        return swapped;
    }

    private Path wav(String name, int channels, byte[] pcm) throws IOException {
        return Files.write(
                folder.resolve(name),
                new WavBytes().format(1, channels, RATE, 16).data(pcm).bytes());
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
