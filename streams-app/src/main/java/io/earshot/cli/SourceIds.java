package io.earshot.cli;

import java.nio.file.Path;

/** Ids for sources whose user gave none. */
final class SourceIds {
    private SourceIds() {}

    /** The file's name without its ending. */
    static String of(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
