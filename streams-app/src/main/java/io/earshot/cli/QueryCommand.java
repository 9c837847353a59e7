package io.earshot.cli;

import picocli.CommandLine.Command;

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
final class QueryCommand {}
