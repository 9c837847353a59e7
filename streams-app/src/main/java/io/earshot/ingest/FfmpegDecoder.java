package io.earshot.ingest;

import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.PcmStream;
import io.earshot.audio.SampleEncoding;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes any audio file that ffmpeg knows, in a child process that ends with this stream. What comes out is always
 * {@link #DECODED}: ffmpeg mixes and resamples.
 */
public final class FfmpegDecoder implements PcmStream {
    /** Mono at the rate that models hear. */
    public static final PcmFormat DECODED = new PcmFormat(32_000, 1, SampleEncoding.S16);

    /** Containers of sound. Play lists and scripts are not among them: they could name other files. */
    private static final String CONTAINERS =
            "wav,w64,rf64,aiff,au,caf,mp3,flac,ogg,mov,aac,matroska,asf,ac3,eac3,dts,amr,"
                    + "mpegts,mpeg,ape,tta,wv,tak,mpc,mpc8,avi,flv,gsm,voc,oma,dsf";

    private final String name;
    private final Process process;
    private final FfmpegMessages messages;
    private final InputStream pcm;
    private ProcessFeeder feeder;
    private boolean anyDecoded;

    private FfmpegDecoder(Path executable, String name, String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(executable, input));
        builder.environment().remove("FFREPORT");
        this.name = name;
        this.process = builder.start();
        this.messages = new FfmpegMessages(process.getErrorStream());
        this.pcm = new BufferedInputStream(process.getInputStream());
    }

    /**
     * Decodes a file; waits for the first sample, so that what cannot be decoded is refused here.
     *
     * @throws InvalidAudioException if ffmpeg finds no sound in it
     */
    public static FfmpegDecoder open(Path executable, Path file) throws IOException {
        // The prefix keeps names that begin with '-' or hold ':' from being read as options or protocols.
        String input = "file:" + file.toAbsolutePath();
        FfmpegDecoder decoder = new FfmpegDecoder(executable, file.toString(), input);
        decoder.process.getOutputStream().close();
        return decoder.begun();
    }

    /**
     * Decodes a stream, for example a pipe; waits for the first sample as {@link #open(Path, Path)} does. The stream is
     * this object's from now on.
     *
     * @param name what messages call it
     */
    public static FfmpegDecoder open(Path executable, InputStream in, String name) throws IOException {
        FfmpegDecoder decoder = new FfmpegDecoder(executable, name, "pipe:0");
        decoder.feeder = ProcessFeeder.start(in, decoder.process.getOutputStream());
        return decoder.begun();
    }

    @Override
    public PcmFormat format() {
        return DECODED;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int got = pcm.readNBytes(buffer, 0, buffer.length - buffer.length % DECODED.frameBytes());
        got -= got % DECODED.frameBytes();
        if (got == 0) {
            requireGoodEnd();
            return -1;
        }
        return got;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        pcm.close();
        if (feeder != null) {
            feeder.close();
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FfmpegDecoder begun() throws IOException {
        try {
            pcm.mark(1);
            anyDecoded = pcm.read() != -1;
            if (!anyDecoded) {
                requireGoodEnd();
                throw new InvalidAudioException(name + ": has no samples");
            }
            pcm.reset();
            return this;
        } catch (InvalidAudioException | IOException e) {
            close();
            throw e;
        }
    }

    private void requireGoodEnd() throws IOException {
        try {
            int status = process.waitFor();
            if (feeder != null) {
                feeder.requireNoFailure();
            }
            if (status != 0) {
                String what = anyDecoded ? "breaks off" : "not audio that can be decoded";
                throw new InvalidAudioException(name + ": " + what + " (" + messages.reason() + ")");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while decoding " + name);
        }
    }

    private static List<String> command(Path executable, String input) {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "-nostdin", "-hide_banner"));
        command.addAll(List.of("-loglevel", "error", "-protocol_whitelist", "file,pipe"));
        command.addAll(List.of("-format_whitelist", CONTAINERS, "-i", input, "-map", "0:a:0"));
        command.addAll(List.of("-ac", Integer.toString(DECODED.channels())));
        command.addAll(List.of("-ar", Integer.toString(DECODED.sampleRateHz()), "-f", "s16le", "pipe:1"));
        return command;
    }
}
