package io.earshot.scratch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Says that a folder's owner lives, by a lock that the system gives back when the process ends, however it ends. A process
 * id would not do: ids are used again, and containers that share a temporary folder have ids of their own.
 */
final class OwnerLock implements AutoCloseable {
    static final String FILE = ".earshot-owner";

    private static final String UNFINISHED = FILE + ".new";

    private final FileChannel channel;

    private OwnerLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Locks the file before it gets its name: no process sees it unlocked. */
    static OwnerLock take(Path folder) throws IOException {
        Path unfinished = folder.resolve(UNFINISHED);
        FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            // Nobody else knows this file. Waiting for it could be interrupted; trying cannot.
            if (channel.tryLock() == null) {
                throw new IOException(unfinished + " is locked by another process");
            }
            Files.move(unfinished, folder.resolve(FILE));
            return new OwnerLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Whether the folder's owner has ended. Not for a folder of this process: closing the file would release its lock.
     *
     * @throws IOException if the folder has no such file, or it cannot be read
     */
    static boolean isAbandoned(Path folder) throws IOException {
        try (FileChannel channel =
                FileChannel.open(folder.resolve(FILE), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
