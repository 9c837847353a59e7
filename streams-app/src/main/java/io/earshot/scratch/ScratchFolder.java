package io.earshot.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder for what may be lost, private to this user; deleted with all that is in it when it is closed, or by the next
 * process that makes one if this one is killed. Its name holds the purpose and the process: {@code earshot-state-4711-123}, at most
 * 45 characters for a purpose of 8, so that a socket's path fits in it below the usual temporary folders.
 */
public final class ScratchFolder implements AutoCloseable {
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final OwnerLock lock;

    private ScratchFolder(Path path, OwnerLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes one below the system's temporary folder.
     *
     * @param purpose a short word in lower case
     * @throws IOException if it cannot be made; the message names the folder and the option that chooses another
     */
    public static ScratchFolder make(String purpose) throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        try {
            return make(parent, purpose);
        } catch (IOException e) {
            throw new IOException(
                    "cannot make a folder in " + parent + " (" + reason(e)
                            + "); make room there, or choose another with EARSHOT_JAVA_OPTS=-Djava.io.tmpdir=DIR",
                    e);
        }
    }

    static ScratchFolder make(Path parent, String purpose) throws IOException {
        String name = "earshot-" + purpose + "-" + ProcessHandle.current().pid() + "-";
        Path path;
        // Made and remembered before anything in this process sweeps.
        synchronized (OWN) {
            path = Files.createTempDirectory(parent, name);
            OWN.add(path);
        }
        try {
            ScratchFolder made = new ScratchFolder(path, OwnerLock.take(path));
            sweep(parent, path);
            return made;
        } catch (IOException | RuntimeException e) {
            FolderTree.delete(path);
            OWN.remove(path);
            throw e;
        }
    }

    /** Where it is; no longer than stated above, beside the temporary folder's own path. */
    public Path path() {
        return path;
    }

    /** Releases the lock last, so that no process sweeps what is being deleted. */
    @Override
    public void close() throws IOException {
        try (lock) {
            FolderTree.delete(path);
        } finally {
            OWN.remove(path);
        }
    }

    private static void sweep(Path parent, Path mine) throws IOException {
        synchronized (OWN) {
            new Sweep(Files.getOwner(mine, LinkOption.NOFOLLOW_LINKS), OWN).of(parent);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
