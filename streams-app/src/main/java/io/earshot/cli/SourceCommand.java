package io.earshot.cli;

import picocli.CommandLine.Command;

/** Works on the sources that Earshot opens by itself. */
@Command(
        name = "source",
        mixinStandardHelpOptions = true,
        description = "Adds, changes, pauses, removes and lists the live sources that Earshot opens by itself.",
        synopsisSubcommandLabel = "add|edit|pause|resume|reset|rm|ls",
        subcommands = {
            SourceAddCommand.class,
            SourceEditCommand.class,
            SourceIdsCommand.Pause.class,
            SourceIdsCommand.Resume.class,
            SourceIdsCommand.Reset.class,
            SourceIdsCommand.Remove.class,
            SourceListCommand.class
        })
final class SourceCommand {}
