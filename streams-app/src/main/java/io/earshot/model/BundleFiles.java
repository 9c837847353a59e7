package io.earshot.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of a bundle's folder. */
final class BundleFiles {
    static final String MANIFEST = "manifest.json";

    private static final String THE_FILE = "the file";

    private final Path folder;

    BundleFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Checks size and digest of every file that the manifest lists, and that it lists the required ones.
     *
     * @throws InvalidModelException at the first that does not agree
     */
    void requireListed(StrictJson manifest, List<String> required) {
        StrictJson files = manifest.object("files");
        for (String name : required) {
            files.object(name);
        }
        for (String name : files.keys()) {
            requireAsListed(files, name);
        }
    }

    /** @throws InvalidModelException if the file cannot be read */
    byte[] read(String name) {
        Path file = resolve(name);
        requireFile(file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw InvalidModelException.unreadable(file.toString(), THE_FILE, e);
        }
    }

    /** The path of a file for messages and for reading. */
    Path resolve(String name) {
        return folder.resolve(name);
    }

    private void requireAsListed(StrictJson files, String name) {
        Path file = requireInside(files, name);
        StrictJson listed = files.object(name);
        try {
            long bytes = Files.size(file);
            long expectedBytes = listed.longInteger("bytes", 0);
            if (bytes != expectedBytes) {
                throw new InvalidModelException(
                        file.toString(), "the size", expectedBytes + " bytes", bytes + " bytes");
            }
            String digest = Sha256.of(file);
            if (!digest.equals(listed.text("sha256"))) {
                throw new InvalidModelException(file.toString(), "the SHA-256", listed.text("sha256"), digest);
            }
        } catch (IOException e) {
            throw InvalidModelException.unreadable(file.toString(), THE_FILE, e);
        }
    }

    private Path requireInside(StrictJson files, String name) {
        Path file = resolve(name).normalize();
        if (name.isBlank() || name.indexOf('\\') >= 0 || !file.startsWith(folder.normalize())) {
            throw files.invalid(name, "a name inside the bundle's folder", name);
        }
        requireFile(file);
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw files.invalid(name, "a file inside the bundle's folder", "a link that leaves it");
            }
        } catch (IOException e) {
            throw InvalidModelException.unreadable(file.toString(), THE_FILE, e);
        }
        return file;
    }

    private static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidModelException(file.toString(), THE_FILE, "to be there", "nothing");
        }
    }
}
