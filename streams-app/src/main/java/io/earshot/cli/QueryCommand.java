package io.earshot.cli;

import picocli.CommandLine.Command;

/** Works on the standing queries. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Adds, changes, removes, disables, lists and previews standing queries.",
        synopsisSubcommandLabel = "add|edit|rm|ls|disable|enable|preview|history",
        subcommands = {
            QueryAddCommand.class,
            QueryEditCommand.class,
            QueryIdsCommand.Remove.class,
            QueryListCommand.class,
            QueryIdsCommand.Disable.class,
            QueryIdsCommand.Enable.class,
            QueryPreviewCommand.class,
            QueryHistoryCommand.class
        })
final class QueryCommand {}
