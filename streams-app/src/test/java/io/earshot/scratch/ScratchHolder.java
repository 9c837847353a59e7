package io.earshot.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that makes a scratch folder, says so and then waits to be killed. */
final class ScratchHolder {
    private ScratchHolder() {}

    public static void main(String[] arguments) throws IOException {
        ScratchFolder folder = ScratchFolder.make(Path.of(arguments[0]), "test");
        Files.writeString(folder.path().resolve("something"), "of use\n");
        System.out.println(folder.path());
        System.out.flush();
        // Ends when its parent does, should nobody kill it.
        System.in.read();
    }
}
