package io.earshot.chaos;

import io.earshot.audio.AudioChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An epoch that a player played to its end.
 *
 * @param source number of the source among the players' sources
 * @param sourceId of the source
 * @param epochId of the epoch
 * @param startMicros capture time of its first sample, microseconds since 1970
 * @param firstBar number of its first bar
 * @param bars how many bars it has
 */
record PlayedEpoch(int source, String sourceId, long epochId, long startMicros, long firstBar, long bars) {
    private static final String MARK = "epoch";
    private static final int CHUNK_BYTES = PlantedAudio.FORMAT.sampleRateHz() * 320 / 1_000 * 2;

    /** As a player reports it. */
    String line() {
        return String.join(
                "\t",
                MARK,
                Integer.toString(source),
                sourceId,
                Long.toString(epochId),
                Long.toString(startMicros),
                Long.toString(firstBar),
                Long.toString(bars));
    }

    static List<PlayedEpoch> in(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(MARK + "\t"))
                .map(PlayedEpoch::of)
                .toList();
    }

    private static PlayedEpoch of(String line) {
        String[] f = line.split("\t", -1);
        return new PlayedEpoch(
                Integer.parseInt(f[1]),
                f[2],
                Long.parseLong(f[3]),
                Long.parseLong(f[4]),
                Long.parseLong(f[5]),
                Long.parseLong(f[6]));
    }

    /** The chunks of one of its bars. */
    List<AudioChunk> chunks(PlantedAudio audio, long bar) {
        byte[] pcm = audio.bar(bar);
        long first = (bar - firstBar) * PlantedAudio.barSamples();
        List<AudioChunk> chunks = new ArrayList<>();
        for (int at = 0; at < pcm.length; at += CHUNK_BYTES) {
            byte[] payload = java.util.Arrays.copyOfRange(pcm, at, Math.min(pcm.length, at + CHUNK_BYTES));
            chunks.add(AudioChunk.audio(sourceId, epochId, first + at / 2, startMicros, PlantedAudio.FORMAT, payload));
        }
        return chunks;
    }

    /** The chunk that ends it. */
    AudioChunk end() {
        return AudioChunk.end(sourceId, epochId, bars * PlantedAudio.barSamples(), startMicros, PlantedAudio.FORMAT);
    }

    /** What was planted in it, in the order of time. */
    List<Planted> planted(long seed) throws IOException {
        PlantedAudio audio = PlantedAudio.of(seed, source);
        List<Planted> planted = new ArrayList<>();
        for (long bar = firstBar; bar < firstBar + bars; bar++) {
            long start = startMicros + (bar - firstBar) * PlantedAudio.BAR_SECONDS * 1_000_000L + audio.leadMicros(bar);
            planted.add(new Planted(
                    sourceId, epochId, PlantedAudio.recordingOf(source), start, start + audio.recordingMicros()));
        }
        return planted;
    }

    /**
     * A sound in the audio.
     *
     * @param queryId of the query that it fires
     * @param startMicros when it begins, on the clock of its epoch
     * @param endMicros when it has ended
     */
    record Planted(String sourceId, long epochId, String queryId, long startMicros, long endMicros) {}
}
