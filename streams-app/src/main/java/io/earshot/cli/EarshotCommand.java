package io.earshot.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. Exit codes: 0 done, 2 wrong use, 1 failed. */
@Command(
        name = "earshot",
        description = "Listens to live audio and emits an event when a sound described in words is heard.",
        mixinStandardHelpOptions = true,
        versionProvider = EarshotCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            TagCommand.class,
            EvalCommand.class,
            IngestCommand.class,
            QueryCommand.class,
            SourceCommand.class,
            ReceiversCommand.class,
            ModelCommand.class,
            TopicsCommand.class,
            BenchCommand.class,
            DescribeCommand.class,
            ExplainCommand.class,
            CoverageCommand.class,
            EventsCommand.class,
            ExportCommand.class,
            VerdictsCommand.class,
            DeadLettersCommand.class
        })
public final class EarshotCommand {
    private static final int WRONG_USE = 2;
    private static final int FAILED = 1;

    /** Would log the trace of what it throws. Held here, because loggers without a reference forget their level. */
    private static final Logger ONNX_RUNTIME = Logger.getLogger("ai.onnxruntime");

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        StopSignal.install();
        ONNX_RUNTIME.setLevel(Level.OFF);
        System.exit(StopSignal.exitCode(run(arguments)));
    }

    static int run(String... arguments) {
        CommandLine commandLine = commandLine().setOut(StandardOutput.results()).setErr(StandardOutput.messages());
        try {
            CommandArguments.requireDecoded(List.of(arguments));
            return commandLine.execute(arguments);
        } catch (RuntimeException | Error e) {
            // The edge of the program: for Java, native code that cannot be loaded is an Error.
            return explain(e, commandLine.getErr());
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new EarshotCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command.getErr()));
    }

    /** One line for an error that a user can mend; a stack trace only for a bug. */
    static int explain(Throwable e, PrintWriter err) {
        if (StopSignal.isReceived()) {
            // The user knows why a half-started command fails.
            return FAILED;
        }
        if (e instanceof StandardOutput.Unwritable unread) {
            if (!unread.isReaderGone()) {
                err.println("earshot: " + unread.getMessage());
            }
            return unread.exitCode();
        }
        if (e instanceof ConfigException || e instanceof WrongUseException) {
            e.getMessage().lines().forEach(line -> err.println("earshot: " + line));
            return WRONG_USE;
        }
        Optional<String> mishap = Mishap.line(e);
        if (mishap.isEmpty()) {
            e.printStackTrace(err);
        }
        err.println("earshot: " + mishap.orElse("this is a bug in Earshot; please report it with the lines above"));
        return FAILED;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = EarshotCommand.class.getPackage().getImplementationVersion();
            return new String[] {"earshot " + (version == null ? "(not packaged)" : version)};
        }
    }
}
