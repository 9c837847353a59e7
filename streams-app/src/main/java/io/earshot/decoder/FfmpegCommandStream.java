package io.earshot.decoder;

import io.earshot.audio.HeardChannel;
import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmFormat;
import io.earshot.decoder.ffmpeg.DecoderMain;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One source, decoded, mixed and resampled by an ffmpeg process that ends with this stream. */
final class FfmpegCommandStream implements DecodedAudio {
    private static final PcmFormat DECODED = DecoderMain.DECODED;

    private final String name;
    private final DecodeOptions options;
    private final Process process;
    private final FfmpegMessages messages;
    private final InputStream pcm;
    private InputStream input;
    private InputFeeder feeder;
    private boolean anyDecoded;
    private Optional<String> shortfall = Optional.empty();

    private FfmpegCommandStream(Path executable, String name, String input, DecodeOptions options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(executable, input, options));
        this.options = options;
        builder.environment().remove("FFREPORT");
        this.name = name;
        this.process = builder.start();
        this.messages = new FfmpegMessages(process.getErrorStream());
        this.pcm = new BufferedInputStream(process.getInputStream());
    }

    /** As {@link AudioDecoder#open(Path, DecodeOptions)}. */
    static FfmpegCommandStream open(Path executable, Path file, DecodeOptions options) throws IOException {
        // The prefix keeps names that begin with '-' or hold ':' from being read as options or protocols.
        String input = "file:" + file.toAbsolutePath();
        FfmpegCommandStream decoder = new FfmpegCommandStream(executable, file.toString(), input, options);
        decoder.process.getOutputStream().close();
        return decoder.begun();
    }

    /** As {@link AudioDecoder#open(InputStream, String, DecodeOptions)}. */
    static FfmpegCommandStream open(Path executable, InputStream in, String name, DecodeOptions options)
            throws IOException {
        FfmpegCommandStream decoder = new FfmpegCommandStream(executable, name, "pipe:0", options);
        decoder.input = in;
        decoder.feeder = InputFeeder.start(in, decoder.process.getOutputStream());
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
            shortfall = requireGoodEnd();
            return -1;
        }
        return got;
    }

    /** Nothing: the executable does not tell. */
    @Override
    public String description() {
        return "";
    }

    @Override
    public String heardChannel() {
        return HeardChannel.asked(options.channel()).text();
    }

    @Override
    public Optional<String> shortfall() {
        return shortfall;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        pcm.close();
        if (input != null) {
            input.close();
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FfmpegCommandStream begun() throws IOException {
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

    /** What is missing at the end; ffmpeg reports only what it could not read, not what is not there. */
    private Optional<String> requireGoodEnd() throws IOException {
        try {
            int status = process.waitFor();
            if (feeder != null) {
                feeder.requireNoFailure();
            }
            if (status == 0) {
                return Optional.empty();
            }
            if (anyDecoded) {
                return Optional.of("breaks off (" + messages.reason() + ")");
            }
            throw new InvalidAudioException(name + ": not audio that can be decoded (" + messages.reason() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while decoding " + name);
        }
    }

    private static List<String> command(Path executable, String input, DecodeOptions options) {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "-nostdin", "-hide_banner"));
        command.addAll(List.of("-loglevel", "error", "-protocol_whitelist", "file,pipe"));
        command.addAll(List.of("-format_whitelist", DecoderMain.CONTAINERS, "-i", input));
        command.addAll(List.of("-map", "0:a:" + (options.track() - 1)));
        if (options.channel() == DecodeOptions.MIX) {
            command.addAll(List.of("-ac", Integer.toString(DECODED.channels())));
        } else {
            command.addAll(List.of("-af", String.format(Locale.ROOT, "pan=mono|c0=c%d", options.channel() - 1)));
        }
        command.addAll(List.of("-ar", Integer.toString(DECODED.sampleRateHz()), "-f", "s16le", "pipe:1"));
        return command;
    }
}
