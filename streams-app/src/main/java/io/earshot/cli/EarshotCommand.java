package io.earshot.cli;

import io.earshot.audio.InvalidAudioException;
import io.earshot.encoder.EncoderException;
import io.earshot.evaluate.InvalidClipListException;
import io.earshot.model.InvalidModelException;
import io.earshot.wire.RegistryException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The command line. Exit codes: 0 done, 2 wrong use, 1 failed. */
@Command(
        name = "earshot",
        description = "Listens to live audio and tells you when something that you described in words can be heard.",
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
            ModelCommand.class,
            TopicsCommand.class,
            BenchCommand.class,
            DescribeCommand.class,
            ExplainCommand.class
        })
public final class EarshotCommand {
    private static final int WRONG_USE = 2;
    private static final int FAILED = 1;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        StopSignal.install();
        System.exit(StopSignal.exitCode(run(arguments)));
    }

    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new EarshotCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(EarshotCommand::explain);
    }

    /** One line for what a user can mend; a stack trace only for what nobody foresaw. */
    private static int explain(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (StopSignal.isReceived()) {
            // Whatever a half started part says when it is interrupted, the user knows why.
            return FAILED;
        }
        if (e instanceof ConfigException || e instanceof WrongUseException) {
            e.getMessage().lines().forEach(line -> err.println("earshot: " + line));
            return WRONG_USE;
        }
        if (isForeseen(e)) {
            err.println("earshot: " + oneLine(e));
            return FAILED;
        }
        e.printStackTrace(err);
        return FAILED;
    }

    private static boolean isForeseen(Exception e) {
        return e instanceof InvalidAudioException
                || e instanceof InvalidClipListException
                || e instanceof InvalidModelException
                || e instanceof EncoderException
                || e instanceof KafkaException
                || e instanceof RegistryException
                || e instanceof IOException
                || e instanceof FailedException;
    }

    /** The message, and the cause's where it tells more, on one line. */
    private static String oneLine(Exception e) {
        String message = message(e);
        Throwable cause = e.getCause();
        if (cause != null && cause.getMessage() != null && !message.contains(cause.getMessage())) {
            message += ": " + cause.getMessage();
        }
        return message.replaceAll("\\s*\\R\\s*", "; ");
    }

    private static String message(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
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
