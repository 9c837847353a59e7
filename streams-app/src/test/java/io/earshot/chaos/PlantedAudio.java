package io.earshot.chaos;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import io.earshot.ingest.AudioFiles;
import io.earshot.query.DecisionRules;
import io.earshot.query.StandingQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Endless audio of a source, bar by bar: near silence with one bundled recording in it. The samples of a bar depend on the seed, the
 * source and the bar's number alone, so that the same audio can be played again elsewhere.
 */
final class PlantedAudio {
    static final PcmFormat FORMAT = new PcmFormat(32_000, 1, SampleEncoding.S16);
    /** Of a bar. */
    static final int BAR_SECONDS = 16;
    /** Where in its bar a recording begins at the latest. */
    private static final int MOST_LEAD_SAMPLES = 3 * FORMAT.sampleRateHz();
    /** Before each recording there is silence. */
    private static final int LEAST_LEAD_SAMPLES = FORMAT.sampleRateHz();
    /** About -66 dBFS. */
    private static final int NOISE = 16;

    private static final List<String> RECORDINGS = List.of("siren", "glass", "rain", "speech");

    private final long seed;
    private final int number;
    private final short[] recording;

    private PlantedAudio(long seed, int number, short[] recording) {
        this.seed = seed;
        this.number = number;
        this.recording = recording;
    }

    /** The audio of the source with this number. */
    static PlantedAudio of(long seed, int number) throws IOException {
        return new PlantedAudio(seed, number, samples(recordingOf(number)));
    }

    /** The query that each planted sound of the source fires. */
    static String recordingOf(int number) {
        return RECORDINGS.get(number % RECORDINGS.size());
    }

    /** They name the probability at which they open, so that nothing which is learned of a source matters; each sound is far above. */
    static List<StandingQuery> queries() {
        return List.of(
                query("siren", "a siren wailing"),
                query("glass", "glass breaking"),
                query("rain", "rain falling"),
                query("speech", "a person speaking"));
    }

    /** Little-endian PCM of a bar, {@value #BAR_SECONDS} s. */
    byte[] bar(long bar) {
        SplittableRandom random = random(bar);
        int lead = lead(random);
        ByteBuffer pcm = ByteBuffer.allocate(barSamples() * FORMAT.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < barSamples(); i++) {
            int noise = random.nextInt(2 * NOISE + 1) - NOISE;
            int at = i - lead;
            int sound = at >= 0 && at < recording.length ? recording[at] : 0;
            pcm.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sound + noise)));
        }
        return pcm.array();
    }

    /** Where the recording begins in its bar, in microseconds. */
    long leadMicros(long bar) {
        return FORMAT.micros(lead(random(bar)));
    }

    /** How long the recording lasts, in microseconds. */
    long recordingMicros() {
        return FORMAT.micros(recording.length);
    }

    static int barSamples() {
        return BAR_SECONDS * FORMAT.sampleRateHz();
    }

    private SplittableRandom random(long bar) {
        return new SplittableRandom(seed * 1_000_003 + number * 7_919L + bar);
    }

    private static int lead(SplittableRandom random) {
        return LEAST_LEAD_SAMPLES + random.nextInt(MOST_LEAD_SAMPLES - LEAST_LEAD_SAMPLES);
    }

    private static short[] samples(String recording) throws IOException {
        Path file = Path.of(System.getProperty("earshot.home"), "models", "demo", recording + ".wav");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AudioFiles files = AudioFiles.bundled();
                PcmStream pcm = files.open(file)) {
            if (!pcm.format().equals(FORMAT)) {
                throw new IOException(file + " has " + pcm.format() + ", expected " + FORMAT);
            }
            byte[] buffer = new byte[1 << 16];
            for (int read = pcm.read(buffer); read != -1; read = pcm.read(buffer)) {
                bytes.write(buffer, 0, read);
            }
        }
        short[] samples = new short[bytes.size() / FORMAT.frameBytes()];
        ByteBuffer.wrap(bytes.toByteArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    private static StandingQuery query(String id, String text) {
        return new StandingQuery(id, text, List.of(), DecisionRules.ofConfidence(.4));
    }
}
