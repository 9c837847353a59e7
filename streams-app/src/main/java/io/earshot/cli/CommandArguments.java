package io.earshot.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The words of the command line. Java decodes them by the locale; a character outside of it becomes a question mark or the
 * sign for an unknown character. Such a word is no file's name and no query's text.
 */
final class CommandArguments {
    private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char UNKNOWN = '\uFFFD';

    private CommandArguments() {}

    /** @throws WrongUseException if one was not decoded as typed */
    static void requireDecoded(List<String> arguments) {
        Charset charset = charset();
        boolean unknown = arguments.stream().anyMatch(word -> word.indexOf(UNKNOWN) >= 0);
        if (unknown || (charset.equals(StandardCharsets.US_ASCII) && hasBytesBeyondAscii())) {
            throw new WrongUseException("the command line has characters that are not of this locale's charset ("
                    + charset + "), so that names and texts would be mangled"
                    + (charset.equals(StandardCharsets.UTF_8) ? "" : "; set LC_ALL=C.UTF-8"));
        }
    }

    private static Charset charset() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    private static boolean hasBytesBeyondAscii() {
        try {
            for (byte each : Files.readAllBytes(OWN_COMMAND_LINE)) {
                if (each < 0) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Without /proc, a mangled name is just not found.
            return false;
        }
        return false;
    }
}
