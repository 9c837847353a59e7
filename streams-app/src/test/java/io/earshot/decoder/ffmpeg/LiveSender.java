package io.earshot.decoder.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.global.avformat;

/** Sends a tone to an address by FFmpeg's muxers, in a process of its own: what waits for a peer there cannot be interrupted. */
public final class LiveSender implements AutoCloseable {
    private static final int TONE_HZ = 1_000;

    private final Process process;

    private LiveSender(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param format FFmpeg's name of a muxer
     * @param options of the muxer and the protocol, as in {@code listen=1}
     */
    public static LiveSender start(
            String address, String format, String codec, int rateHz, int seconds, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                new File(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LiveSender.class.getName(),
                address,
                format,
                codec,
                Integer.toString(rateHz),
                Integer.toString(seconds)));
        command.addAll(List.of(options));
        return new LiveSender(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Sends; the arguments are those of {@link #start}. */
    public static void main(String[] arguments) {
        avformat.avformat_network_init();
        Map<String, String> options = new TreeMap<>();
        for (int i = 5; i < arguments.length; i++) {
            String[] option = arguments[i].split("=", 2);
            options.put(option[0], option[1]);
        }
        int rateHz = Integer.parseInt(arguments[3]);
        SoundEncoder.broadcast(
                arguments[0],
                arguments[1],
                options,
                arguments[2],
                rateHz,
                tone(rateHz, Integer.parseInt(arguments[4])));
    }

    /** 16-bit samples. */
    public static byte[] tone(int rateHz, int seconds) {
        byte[] pcm = new byte[2 * rateHz * seconds];
        for (int i = 0; i < pcm.length / 2; i++) {
            int sample = (int) Math.rint(16_000 * Math.sin(2 * Math.PI * TONE_HZ * i / rateHz));
            pcm[2 * i] = (byte) sample;
            pcm[2 * i + 1] = (byte) (sample >> 8);
        }
        return pcm;
    }

    /** Whether it still sends, or waits for a peer. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
