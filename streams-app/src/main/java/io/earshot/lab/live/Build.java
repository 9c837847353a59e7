package io.earshot.lab.live;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A build of Earshot whose service is measured.
 *
 * @param name in reports
 * @param command begins the command line of its programs
 */
public record Build(String name, List<String> command) {
    /** Folder of Earshot, which has the model and the recordings. */
    private static final String HOME = "earshot.home";

    private static final String MAIN = "io.earshot.cli.EarshotCommand";

    public Build {
        command = List.copyOf(command);
    }

    /** The one that runs now, with the same options of the virtual machine. */
    public static Build ofThis() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agentlib"))
                .forEach(command::add);
        // Where it was not an option of the virtual machine: the last one counts.
        String home = System.getProperty(HOME);
        if (home != null) {
            command.add("-D" + HOME + "=" + home);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        return new Build("now", command);
    }

    /** The one in a folder: a checkout that is built, or a release. */
    public static Build in(Path folder) {
        return new Build("before", List.of(folder.resolve("earshot").toString()));
    }

    List<String> with(List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        return all;
    }
}
