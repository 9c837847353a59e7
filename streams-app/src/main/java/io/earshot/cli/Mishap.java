package io.earshot.cli;

import io.earshot.audio.InvalidAudioException;
import io.earshot.config.Settings;
import io.earshot.encoder.EncoderException;
import io.earshot.evaluate.InvalidClipListException;
import io.earshot.model.InvalidModelException;
import io.earshot.wire.RegistryException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Failures that are no bugs: one line each, with what failed and what to change. Any other failure is a bug.
 */
final class Mishap {
    private static final String TEMP_FOLDER =
            "; another folder for temporary files is chosen by EARSHOT_JAVA_OPTS=-Djava.io.tmpdir=DIR";
    private static final List<Class<? extends Throwable>> EXPLAINED_BY_MESSAGE = List.of(
            InvalidAudioException.class,
            InvalidClipListException.class,
            InvalidModelException.class,
            EncoderException.class,
            KafkaException.class,
            IOException.class,
            UncheckedIOException.class,
            ReadOnlyFileSystemException.class,
            InvalidPathException.class,
            FailedException.class);

    private final List<Throwable> chain;

    private Mishap(List<Throwable> chain) {
        this.chain = chain;
    }

    /** The line for what was thrown; empty if it is a bug. */
    static Optional<String> line(Throwable thrown) {
        Mishap mishap = new Mishap(chain(thrown));
        return mishap.outside().or(mishap::foreseen).map(Mishap::onOneLine);
    }

    /** From the outermost to the first cause. */
    private static List<Throwable> chain(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = thrown; each != null && seen.add(each); each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    /** What the machine or another service refused, whichever class met it first. */
    private Optional<String> outside() {
        if (contains("No space left on device") || contains("Disk quota exceeded")) {
            return Optional.of("no space is left: " + innermostMessage() + TEMP_FOLDER);
        }
        if (find(LinkageError.class).isPresent()) {
            return nativeCode();
        }
        Optional<BindException> taken = find(BindException.class);
        if (taken.isPresent() && !contains(Settings.HTTP_PORT)) {
            return Optional.of("a port is taken by another program: " + messages() + "; the console's is the setting "
                    + Settings.HTTP_PORT);
        }
        return find(RegistryException.class).map(Mishap::ofRegistry);
    }

    private static String ofRegistry(RegistryException refused) {
        String message = refused.getMessage();
        return message.contains(Settings.REGISTRY_URL) ? message : message + " (setting " + Settings.REGISTRY_URL + ")";
    }

    /** Libraries unpack their native code to the temporary folder, and load it from there. */
    private Optional<String> nativeCode() {
        boolean ofNativeCode = find(UnsatisfiedLinkError.class).isPresent()
                || contains("native")
                || contains("onnxruntime")
                || find(IOException.class).isPresent();
        File folder = new File(System.getProperty("java.io.tmpdir"));
        String line = "native code cannot be unpacked to " + folder + " (" + folder.getUsableSpace() / (1 << 20)
                + " MiB free) and run from there: " + messages() + TEMP_FOLDER;
        return ofNativeCode ? Optional.of(line) : Optional.empty();
    }

    private Optional<String> foreseen() {
        Throwable first = chain.stream()
                .filter(each -> !(each instanceof CompletionException) && !(each instanceof ExecutionException))
                .findFirst()
                .orElse(chain.get(0));
        boolean known = EXPLAINED_BY_MESSAGE.stream().anyMatch(type -> type.isInstance(first));
        return known && !(first instanceof ConfigException) ? Optional.of(withCauses(first)) : Optional.empty();
    }

    /** The message, and those of its causes that add something. */
    private static String withCauses(Throwable e) {
        StringBuilder text = new StringBuilder(message(e));
        for (Throwable cause : chain(e)) {
            if (cause.getMessage() != null && text.indexOf(cause.getMessage()) < 0) {
                text.append(": ").append(message(cause));
            }
        }
        return text.toString();
    }

    private static String message(Throwable e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        if (e instanceof NotDirectoryException file) {
            return file.getFile() + ": is not a folder";
        }
        if (e instanceof FileAlreadyExistsException there) {
            return there.getFile() + ": is there already, and no folder";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private <T extends Throwable> Optional<T> find(Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private boolean contains(String words) {
        return chain.stream()
                .anyMatch(each -> String.valueOf(each.getMessage())
                        .toLowerCase(Locale.ROOT)
                        .contains(words.toLowerCase(Locale.ROOT)));
    }

    private String innermostMessage() {
        return message(chain.get(chain.size() - 1));
    }

    private String messages() {
        return chain.stream()
                .filter(each -> each.getMessage() != null)
                .map(Mishap::message)
                .distinct()
                .collect(Collectors.joining(": "));
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", "; ");
    }
}
