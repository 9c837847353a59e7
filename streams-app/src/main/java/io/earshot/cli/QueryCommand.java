package io.earshot.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Works on the standing queries. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Adds, removes, disables, lists and previews standing queries.",
        synopsisSubcommandLabel = "add|rm|ls|disable|enable|preview",
        subcommands = {
            QueryAddCommand.class,
            QueryIdsCommand.Remove.class,
            QueryListCommand.class,
            QueryIdsCommand.Disable.class,
            QueryIdsCommand.Enable.class,
            QueryPreviewCommand.class
        })
final class QueryCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing required subcommand: add, rm, ls, disable, enable or preview");
    }
}
