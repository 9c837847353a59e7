package io.earshot.stream;

import io.earshot.audio.PcmFormat;
import io.earshot.decoder.AudioDecoder;
import io.earshot.decoder.DecodeOptions;
import io.earshot.decoder.DecodedAudio;
import io.earshot.stream.StreamRefusedException.Retry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What an HLS list plays: runs of segments, each by a decoder of its own. Between two of them lies a hole of known length, or a
 * step of the stream's date, or nothing.
 */
final class HlsStream implements LiveStream {
    private static final int BLOCK_MILLIS = 20;
    private static final long LEAST_PATIENCE_SECONDS = 5;

    private final AudioDecoder decoder;
    private final StreamRequest request;
    private final DecodeOptions options;
    private final Cancellation cancellation;
    private final BlockingQueue<HlsRun> runs = new LinkedBlockingQueue<>();
    private final boolean finite;
    private HlsFetcher fetcher;
    private volatile String title = "";
    private volatile HlsClock clock;

    private HlsRun nextRun;
    private DecodedAudio audio;
    /** Decoded and not read: always a sample is kept back, so that a hole is known before what follows it is read. */
    private byte[] decoded = new byte[0];

    private long position;
    /** Missing behind what was decoded, by the decoder's own word. */
    private long hole;

    private boolean ended;

    private HlsStream(
            AudioDecoder decoder,
            StreamRequest request,
            DecodeOptions options,
            boolean finite,
            Cancellation cancellation) {
        this.decoder = decoder;
        this.request = request;
        this.options = options;
        this.finite = finite;
        this.cancellation = cancellation;
    }

    /**
     * Opens a stream and waits for its first sample.
     *
     * @param asked what was answered with the list
     * @param text the list: of segments, or of variants
     */
    static HlsStream open(
            HlsResources resources,
            HttpRequest asked,
            String text,
            AudioDecoder decoder,
            StreamRequest request,
            Cancellation cancellation)
            throws IOException {
        HlsResources.Listed listed = new HlsResources.Listed(asked, text);
        int track = request.decode().track();
        if (HlsMaster.isOne(text)) {
            HlsMaster.Choice choice = HlsMaster.choose(text, asked.url(), track);
            listed = resources.list(asked.to(choice.list()));
            track = choice.track();
        }
        HlsList list = HlsListParser.parse(listed.text(), listed.request().url());
        requireLive(list);
        DecodeOptions options = new DecodeOptions(track, request.decode().channel());
        HlsStream stream = new HlsStream(decoder, request, options, list.isRecording(), cancellation);
        stream.start(resources, listed.request(), list);
        return stream;
    }

    private static void requireLive(HlsList list) throws StreamRefusedException {
        if (list.isEnded() && !list.isRecording()) {
            throw new StreamRefusedException("the HLS stream has ended: its list is closed", Retry.SLOWLY);
        }
        if (list.isEnded() && list.segments().isEmpty()) {
            throw new StreamRefusedException("the HLS list names no segment", Retry.SLOWLY);
        }
    }

    private void start(HlsResources resources, HttpRequest list, HlsList first) throws IOException {
        fetcher = new HlsFetcher(resources, list, first, runs, this::began, cancellation);
        Thread thread = new Thread(fetcher, "hls");
        thread.setDaemon(true);
        cancellation.add(thread::interrupt);
        thread.start();
        nextRun = awaitRun();
        if (!openNext()) {
            throw new StreamRefusedException("none of the HLS stream's segments can be had", Retry.SOON);
        }
    }

    @Override
    public PcmFormat format() {
        return audio.format();
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return Redacted.run(() -> readAcrossRuns(buffer), request.address()::redact);
    }

    private int readAcrossRuns(byte[] buffer) throws IOException {
        int got = 0;
        while (got == 0) {
            if (isBetweenRuns() && !openNext()) {
                return -1;
            }
            got = readOn(buffer);
        }
        return got;
    }

    private int readOn(byte[] buffer) throws IOException {
        int frame = format().frameBytes();
        int wanted = buffer.length - buffer.length % frame;
        if (decoded.length == 0) {
            position += hole;
            hole = 0;
        }
        while (!isAtBreak() && decoded.length < wanted + frame) {
            decode();
        }
        int given = Math.min(wanted, isAtBreak() ? decoded.length : decoded.length - frame);
        System.arraycopy(decoded, 0, buffer, 0, given);
        decoded = Arrays.copyOfRange(decoded, given, decoded.length);
        clock.pass(position);
        position += given / frame;
        return given;
    }

    /** Whether something else than the next sample follows what was decoded. */
    private boolean isAtBreak() {
        return ended || hole > 0;
    }

    @Override
    public long missingSamples() {
        if (isBetweenRuns()) {
            return Math.round(nextRun.missingSeconds() * format().sampleRateHz());
        }
        return decoded.length == 0 ? hole : 0;
    }

    @Override
    public OptionalLong statedMicros() {
        return isBetweenRuns() ? nextRun.startMicros() : clock.statedMicros(position);
    }

    @Override
    public String title() {
        return title;
    }

    /** A list may be late by a segment or two; longer than three it is stale. */
    @Override
    public Duration patience() {
        return Duration.ofSeconds(LEAST_PATIENCE_SECONDS + Math.round(3 * fetcher.targetSeconds()));
    }

    @Override
    public String description() {
        return audio.description();
    }

    @Override
    public String heardChannel() {
        return audio.heardChannel();
    }

    @Override
    public boolean isFinite() {
        return finite;
    }

    @Override
    public void close() throws IOException {
        cancellation.cancel();
        audio.close();
    }

    private boolean isBetweenRuns() {
        return ended && decoded.length == 0;
    }

    /** A segment's first byte goes to the decoder. */
    private void began(HlsSegment segment, long waitedMillis) {
        title = segment.title();
        HlsClock running = clock;
        if (running != null) {
            running.begin(segment, waitedMillis);
        }
    }

    /** Decodes a little more; at the end of the run, learns what comes behind it. */
    private void decode() throws IOException {
        byte[] block = new byte[(int) format().bytes(BLOCK_MILLIS / 1000.0)];
        int got = audio.read(block);
        if (got == -1) {
            nextRun = awaitRun();
            ended = true;
            return;
        }
        hole = audio.missingSamples();
        clock.receive(got / format().frameBytes() + hole);
        int before = decoded.length;
        decoded = Arrays.copyOf(decoded, before + got);
        System.arraycopy(block, 0, decoded, before, got);
    }

    /** Begins with the next run; false if the stream has ended. */
    private boolean openNext() throws IOException {
        if (nextRun.isOver()) {
            return false;
        }
        DecodedAudio next = decoder.open(nextRun, request.name(), options);
        if (audio != null) {
            audio.close();
        }
        audio = next;
        clock = new HlsClock(nextRun.startMicros(), next.format().sampleRateHz());
        position = 0;
        ended = false;
        return true;
    }

    private HlsRun awaitRun() throws IOException {
        try {
            return runs.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the next segments were awaited");
        }
    }
}
