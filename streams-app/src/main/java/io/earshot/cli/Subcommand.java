package io.earshot.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command prints with. Results go to standard output, everything else to standard error. */
abstract class Subcommand {
    @Spec
    private CommandSpec spec;

    final CommandSpec spec() {
        return spec;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints one result: a line for people, or one JSON object for programs. */
    final void print(boolean json, String forPeople, Object forPrograms) {
        out().println(json ? Printed.json(forPrograms) : forPeople);
        out().flush();
    }

    /** Prints a message. */
    final void report(String line) {
        err().println("earshot: " + line);
        err().flush();
    }
}
