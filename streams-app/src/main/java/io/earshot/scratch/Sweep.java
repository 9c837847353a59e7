package io.earshot.scratch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/** Deletes what processes that ended without doing so left in a folder: folders of ours, of this user, that nobody holds. */
final class Sweep {
    /** A folder without a lock was being made; by then its maker has ended. */
    private static final Duration MAKING = Duration.ofHours(1);

    private static final Pattern NAME = Pattern.compile("earshot-[a-z]+-\\d+-\\d+");

    private final UserPrincipal user;
    private final Set<Path> own;

    /**
     * @param user whose folders are swept
     * @param own folders of this process, which are left alone
     */
    Sweep(UserPrincipal user, Set<Path> own) {
        this.user = user;
        this.own = own;
    }

    /** Best effort: what cannot be read or deleted stays. */
    void of(Path parent) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, this::isOurs)) {
            for (Path folder : found) {
                sweep(folder);
            }
        } catch (IOException e) {
            // Some systems let a process make folders where it may not list them.
            return;
        }
    }

    private boolean isOurs(Path folder) {
        return NAME.matcher(folder.getFileName().toString()).matches()
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && !own.contains(folder);
    }

    private void sweep(Path folder) {
        try {
            if (Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user) && isAbandoned(folder)) {
                FolderTree.delete(folder);
            }
        } catch (IOException e) {
            // Another process sweeps too, or the folder is not for us to delete.
            return;
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        try {
            return OwnerLock.isAbandoned(folder);
        } catch (NoSuchFileException e) {
            Instant made =
                    Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
            return made.plus(MAKING).isBefore(Instant.now());
        }
    }
}
