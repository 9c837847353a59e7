package io.earshot.cli;

import picocli.CommandLine.Command;

/** Works on those who are told of events. */
@Command(
        name = "receivers",
        mixinStandardHelpOptions = true,
        description = "Adds, changes, tries, removes and lists those who are told of events (docs/notifications.md).",
        synopsisSubcommandLabel = "add|edit|ls|show|rm|test|enable|disable",
        subcommands = {
            ReceiverWritingCommand.Add.class,
            ReceiverWritingCommand.Edit.class,
            ReceiverListCommand.class,
            ReceiverIdsCommand.Show.class,
            ReceiverIdsCommand.Remove.class,
            ReceiverIdsCommand.Test.class,
            ReceiverIdsCommand.Enable.class,
            ReceiverIdsCommand.Disable.class
        })
final class ReceiversCommand {}
