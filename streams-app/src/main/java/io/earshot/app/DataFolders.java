package io.earshot.app;

import java.nio.file.Path;

/** Where data of the user lies when no setting says where. */
public final class DataFolders {
    private DataFolders() {}

    /** XDG's data folder, or the usual one below the user's home. */
    public static Path user() {
        String xdg = System.getenv("XDG_DATA_HOME");
        Path base = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("earshot");
    }
}
