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

/** Deletes the folders that killed processes of this user left behind. */
final class Sweep {
    /** A folder without a lock was being made; by then its maker has ended. */
    private static final Duration MAKING = Duration.ofHours(1);

    private static final Pattern NAME = Pattern.compile("earshot-[a-z]+-\\d+-\\d+");

    /** ONNX Runtime makes one at each start; what we load it from lies elsewhere, so that ours are empty. */
    private static final Pattern OF_ONNX = Pattern.compile("onnxruntime-java\\d+");

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
        String name = folder.getFileName().toString();
        return (NAME.matcher(name).matches() || OF_ONNX.matcher(name).matches())
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && !own.contains(folder);
    }

    private void sweep(Path folder) {
        try {
            if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)) {
                return;
            }
            if (OF_ONNX.matcher(folder.getFileName().toString()).matches()) {
                deleteEmpty(folder);
            } else if (isAbandoned(folder)) {
                FolderTree.delete(folder);
            }
        } catch (IOException e) {
            // Another process sweeps too, or this user may not delete the folder.
            return;
        }
    }

    /** A folder that holds something is another program's, and is not deleted. */
    private static void deleteEmpty(Path folder) throws IOException {
        if (isOld(folder)) {
            Files.delete(folder);
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        try {
            return OwnerLock.isAbandoned(folder);
        } catch (NoSuchFileException e) {
            return isOld(folder);
        }
    }

    private static boolean isOld(Path folder) throws IOException {
        Instant made =
                Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
        return made.plus(MAKING).isBefore(Instant.now());
    }
}
