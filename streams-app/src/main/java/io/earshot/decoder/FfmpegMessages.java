package io.earshot.decoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Reads ffmpeg's messages while it runs, so that it never waits for us, and makes one reason of them. */
final class FfmpegMessages {
    private static final int MOST_BYTES = 16_384;
    private static final int MOST_REASON_CHARS = 200;
    private static final String OPENING_FAILED = "Error opening input files: ";
    private static final Pattern ORIGIN = Pattern.compile("^\\[[^]]*]\\s*");

    private final Thread reader;
    private final StringBuilder text = new StringBuilder();

    FfmpegMessages(InputStream messages) {
        reader = new Thread(() -> drain(messages), "ffmpeg-messages");
        reader.setDaemon(true);
        reader.start();
    }

    /** Why ffmpeg failed, on one line; waits for the last message. */
    String reason() throws InterruptedException {
        reader.join();
        synchronized (text) {
            return reasonIn(text.toString());
        }
    }

    static String reasonIn(String messages) {
        List<String> lines = messages.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String reason = "it says nothing";
        if (messages.contains("matches no streams")) {
            reason = "it holds no sound";
        } else if (!lines.isEmpty()) {
            reason = lines.stream()
                    .filter(line -> line.startsWith(OPENING_FAILED))
                    .map(line -> line.substring(OPENING_FAILED.length()))
                    .findFirst()
                    .orElse(ORIGIN.matcher(lines.get(0)).replaceFirst(""));
        }
        String printable = reason.replaceAll("\\p{Cntrl}", " ");
        return printable.substring(0, Math.min(printable.length(), MOST_REASON_CHARS));
    }

    private void drain(InputStream messages) {
        byte[] buffer = new byte[1024];
        try (messages) {
            for (int n = messages.read(buffer); n != -1; n = messages.read(buffer)) {
                keep(new String(buffer, 0, n, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            keep(e.getMessage());
        }
    }

    private void keep(String more) {
        synchronized (text) {
            text.append(more, 0, Math.max(0, Math.min(more.length(), MOST_BYTES - text.length())));
        }
    }
}
