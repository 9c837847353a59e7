package io.earshot.cli;

import io.earshot.app.KafkaAccess;
import io.earshot.app.TopicCreation;
import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmStream;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.ingest.SourcePlayer;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes files as sources. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Publishes audio files as sources, one after the other.")
final class IngestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Audio of any format; - reads standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--source",
            paramLabel = "ID",
            description = "Id of the source (default: the file's name); for one file only.")
    private String source;

    @Option(names = "--fast", description = "As fast as the broker takes it, instead of in real time.")
    private boolean fast;

    @Option(
            names = "--chunk-millis",
            defaultValue = "320",
            paramLabel = "MS",
            description = "Length of a chunk, 20 to 2000 (default: ${DEFAULT-VALUE}).")
    private int chunkMillis;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description = "ISO-8601 capture time of each first sample (default: now).")
    private Instant start;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (source != null && files.size() > 1) {
            throw new WrongUseException("--source names one source, but there are " + files.size() + " files");
        }
        if (chunkMillis < AudioChunk.MIN_MILLIS || chunkMillis > AudioChunk.MAX_MILLIS) {
            throw new WrongUseException("--chunk-millis " + chunkMillis + " must lie between " + AudioChunk.MIN_MILLIS
                    + " and " + AudioChunk.MAX_MILLIS);
        }
        if (start != null) {
            StartTimes.micros(start);
        }
        EarshotConfig config = settings.config();
        String topic =
                new Topics(config.string(Settings.TOPIC_PREFIX)).audioChunks().name();
        WireSerdes wire = WireSerdes.of(config.wire());
        TopicCreation.prepare(config);
        try (StopSignal stop = StopSignal.listen();
                Producer<String, AudioChunk> producer =
                        new KafkaAccess(config).producer(wire.audioChunks().serializer())) {
            ChunkPublisher publisher = new ChunkPublisher(producer, topic);
            stop.started();
            for (String file : files) {
                publish(file, publisher, stop);
            }
        }
        return 0;
    }

    private void publish(String file, ChunkPublisher publisher, StopSignal stop)
            throws IOException, InterruptedException {
        SourcePlayer player = new SourcePlayer(publisher, !fast, chunkMillis);
        stop.onAsked(player::stop);
        String sourceId = source != null ? source : sourceId(file);
        try (PcmStream pcm = AudioFiles.bundled().open(file)) {
            long samples = player.play(pcm, sourceId, start != null ? start : Instant.now());
            publisher.flush();
            spec.commandLine()
                    .getOut()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %.2f s published as source %s",
                            file,
                            samples / (double) pcm.format().sampleRateHz(),
                            sourceId));
        }
    }

    private static String sourceId(String file) {
        return file.equals(AudioFiles.STDIN) ? "stdin" : SourceIds.of(Path.of(file));
    }
}
