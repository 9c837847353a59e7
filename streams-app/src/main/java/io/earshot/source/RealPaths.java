package io.earshot.source;

import java.io.IOException;
import java.nio.file.Path;

/** Where paths lead to in the end. */
final class RealPaths {
    private RealPaths() {}

    /** Whether a path exists and lies, with links followed, in a folder or below it. */
    static boolean isBelow(Path path, Path folder) {
        try {
            return path.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            // What is not there is in no folder.
            return false;
        }
    }
}
