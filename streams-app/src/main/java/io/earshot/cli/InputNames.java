package io.earshot.cli;

import io.earshot.ingest.AudioFiles;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the names of audio files before anything slow begins. */
final class InputNames {
    private static final Pattern ADDRESS = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+)://.*", Pattern.DOTALL);

    private InputNames() {}

    /** @throws WrongUseException if one cannot be opened; a line for each */
    static void requireThere(List<String> names, String command) {
        List<String> faults = new ArrayList<>();
        names.forEach(name -> fault(name, command).ifPresent(faults::add));
        if (!faults.isEmpty()) {
            throw new WrongUseException(String.join("\n", faults));
        }
    }

    private static Optional<String> fault(String name, String command) {
        if (name.equals(AudioFiles.STDIN)) {
            return Optional.empty();
        }
        if (ADDRESS.matcher(name).matches()) {
            return Optional.of(address(name, command));
        }
        try {
            return fault(Path.of(name)).map(fault -> Printed.of(name) + ": " + fault);
        } catch (InvalidPathException e) {
            return Optional.of(Printed.of(name) + ": no such file");
        }
    }

    /** Leaves out a password in the address. */
    private static String address(String name, String command) {
        String shown = Printed.of(name.replaceFirst("//[^/]*@", "//"));
        if (name.startsWith("file:")) {
            return shown + ": is an address; give the path of the file instead";
        }
        return shown + ": a live address: ./earshot source add '" + shown
                + "' has a running service listen to it, ./earshot "
                + (command.equals("ingest") ? "serve --embedded" : "demo") + " --source '" + shown
                + "' needs nothing else";
    }

    private static Optional<String> fault(Path file) {
        if (Files.notExists(file)) {
            return Optional.of("no such file");
        }
        if (Files.isDirectory(file)) {
            return Optional.of("is a folder");
        }
        return Files.isReadable(file) ? Optional.empty() : Optional.of("may not be read");
    }
}
