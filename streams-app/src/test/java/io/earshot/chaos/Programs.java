package io.earshot.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of Java programs. */
final class Programs {
    private Programs() {}

    /** A program of the tests. */
    static List<String> ofTests(Class<?> program, int heapMegabytes, List<String> arguments) {
        List<String> command = java(heapMegabytes);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The product's command line, from a build. */
    static List<String> ofProduct(String classPath, int heapMegabytes, Path temporary, List<String> arguments) {
        List<String> command = java(heapMegabytes);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + temporary,
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                classPath,
                "io.earshot.cli.EarshotCommand"));
        command.addAll(arguments);
        return command;
    }

    private static List<String> java(int heapMegabytes) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                // Many processes live shortly on few cores: there is no time for the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-Dearshot.home=" + System.getProperty("earshot.home")));
    }
}
