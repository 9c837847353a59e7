package io.earshot.cli;

import io.earshot.decoder.FfmpegCommand;
import io.earshot.decoder.SharedDecoder;
import io.earshot.lab.DecodingBench;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what decoding takes, apart from listening. */
@Command(
        name = "decoding",
        mixinStandardHelpOptions = true,
        description =
                "Decodes a file in real time as several sources at once would be; reports processes, memory and processor time.")
final class BenchDecodingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Compressed audio; it is played again and again.")
    private Path recording;

    @Option(
            names = "--sources",
            split = ",",
            defaultValue = "1,10,100",
            paramLabel = "N",
            description = "Sources at once, one measurement each (default: ${DEFAULT-VALUE}).")
    private List<Integer> sources = List.of();

    @Option(
            names = "--duration",
            defaultValue = "30s",
            paramLabel = "TIME",
            description = "Length of each measurement (default: ${DEFAULT-VALUE}).")
    private String duration;

    @Option(
            names = "--ffmpeg",
            paramLabel = "PATH",
            description = "Measure this executable too, a process a source, in turns.")
    private Path ffmpeg;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DecodingBench bench = new DecodingBench(recording, Durations.parse(duration), line -> {
            out.println(line);
            out.flush();
        });
        for (int count : sources) {
            if (count < 1) {
                throw new WrongUseException("--sources " + count + " must be at least 1");
            }
            bench.run("shared", SharedDecoder::new, count);
            if (ffmpeg != null) {
                bench.run("ffmpeg", () -> new FfmpegCommand(ffmpeg), count);
            }
        }
        return 0;
    }
}
