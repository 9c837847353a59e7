package io.earshot.cli;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.InvalidAudioException;
import io.earshot.audio.PcmStream;
import io.earshot.cluster.AudioReceipt;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.RefusedChunks;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.AudioFiles;
import io.earshot.ingest.LastingPublisher;
import io.earshot.ingest.SourcePlayer;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes files as sources. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Publishes audio files as sources, one after the other.")
final class IngestCommand extends Subcommand implements Callable<Integer> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration LAST_CHUNKS = Duration.ofSeconds(3);

    @Mixin
    private SettingsOptions settings;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Audio of any format; - reads standard input.")
    private List<String> files = List.of();

    @Option(
            names = "--source",
            paramLabel = "ID",
            description = "Id of the source (default: the file's name); for one file only.")
    private String source;

    @Mixin
    private AudioOptions audio;

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

    @Option(names = "--json", description = "One JSON object a line for each file.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireValid();
        EarshotConfig config = settings.config();
        String topic =
                new Topics(config.string(Settings.TOPIC_PREFIX)).audioChunks().name();
        WireSerdes wire = WireSerdes.of(config.wire());
        TopicCreation.prepare(config);
        try (StopSignal stop = StopSignal.listen();
                AudioFiles audioFiles = audio.files(config);
                Producer<String, AudioChunk> producer =
                        new KafkaAccess(config).producer(wire.audioChunks().serializer());
                AudioReceipt receipt = new AudioReceipt(config, wire);
                LastingPublisher publisher = LastingPublisher.start(
                        producer, topic, !fast, LastingPublisher.MOST_WAITING_BYTES, this::report)) {
            stop.started();
            boolean good = true;
            for (String file : files) {
                good &= publish(file, audioFiles, publisher, receipt, stop);
            }
            return good ? 0 : 1;
        }
    }

    private void requireValid() {
        if (source != null && files.size() > 1) {
            throw new WrongUseException("--source names one source, but there are " + files.size() + " files");
        }
        if (chunkMillis < AudioChunk.MIN_MILLIS || chunkMillis > AudioChunk.MAX_MILLIS) {
            throw new WrongUseException("--chunk-millis " + chunkMillis + " must lie between " + AudioChunk.MIN_MILLIS
                    + " and " + AudioChunk.MAX_MILLIS);
        }
        if (start != null) {
            Times.startMicros(start);
        }
        InputNames.requireThere(files, "ingest");
    }

    /** Whether the whole file was published. After a bad file the command goes on with the next. */
    private boolean publish(
            String file, AudioFiles audioFiles, LastingPublisher publisher, AudioReceipt receipt, StopSignal stop)
            throws InterruptedException {
        if (StopSignal.isReceived()) {
            return false;
        }
        try (PcmStream pcm = audioFiles.open(file)) {
            FileNotes notes = new FileNotes(file, pcm, this::report);
            boolean good = publish(file, pcm, publisher, notes, receipt, stop);
            notes.atEnd();
            return good;
        } catch (InvalidAudioException e) {
            report(e.getMessage());
        } catch (IOException e) {
            report(file + ": " + e.getMessage());
        }
        awaitWritten(publisher);
        return false;
    }

    private boolean publish(
            String file,
            PcmStream pcm,
            LastingPublisher publisher,
            FileNotes notes,
            AudioReceipt receipt,
            StopSignal stop)
            throws IOException, InterruptedException {
        PublishedChunks published = new PublishedChunks(chunk -> {
            notes.count(chunk);
            publisher.publish(chunk);
        });
        SourcePlayer player = new SourcePlayer(published, !fast, chunkMillis);
        stop.onAsked(player::stop);
        String sourceId = source != null ? source : Ids.ofInput(file);
        double lostBefore = publisher.lostSeconds();
        long samples = player.play(pcm, sourceId, start != null ? start : Instant.now());
        awaitWritten(publisher);
        double lost = publisher.lostSeconds() - lostBefore;
        double seconds = pcm.format().seconds(samples) - lost;
        Optional<RefusedChunks> refused = refused(receipt, sourceId, published);
        print(file, sourceId, seconds, lost, refused);
        pcm.shortfall().ifPresent(shortfall -> report(file + ": " + shortfall));
        refused.filter(some -> !some.isEmpty())
                .ifPresent(some -> report(file + ": " + published.inWords(some, seconds)));
        return lost == 0
                && pcm.shortfall().isEmpty()
                && refused.map(RefusedChunks::isEmpty).orElse(true);
    }

    /** What the service refused; empty if that is not known, which is said unless the user wants to end. */
    private Optional<RefusedChunks> refused(AudioReceipt receipt, String sourceId, PublishedChunks published)
            throws InterruptedException {
        if (StopSignal.isReceived() || published.isNothing()) {
            return Optional.empty();
        }
        try {
            AudioReceipt.Answer answer = receipt.await(sourceId, published.epochId());
            switch (answer.state()) {
                case NO_SERVICE -> err().println("no Earshot service has read " + Printed.of(sourceId) + " yet");
                case NOT_YET ->
                    err().println("the Earshot service has not read all of " + Printed.of(sourceId) + " yet");
                case READ -> {}
            }
            boolean isKnown = answer.state() == AudioReceipt.State.READ
                    || !answer.refused().isEmpty();
            return isKnown ? Optional.of(answer.refused()) : Optional.empty();
        } catch (KafkaException e) {
            report("what the service refused is not known: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Waits as long as it takes; after a stop signal only a little longer. */
    private static void awaitWritten(LastingPublisher publisher) throws InterruptedException {
        boolean asked;
        do {
            asked = StopSignal.isReceived();
            if (publisher.awaitWritten(asked ? LAST_CHUNKS : LOOK_AGAIN)) {
                return;
            }
        } while (!asked);
        throw new FailedException("stopped before the broker had taken all of the audio");
    }

    private void print(
            String file, String sourceId, double seconds, double lostSeconds, Optional<RefusedChunks> refused) {
        String line = String.format(
                Locale.ROOT, "%s: %.2f s published as source %s", Printed.of(file), seconds, Printed.of(sourceId));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file);
        fields.put("sourceId", sourceId);
        fields.put("seconds", seconds);
        fields.put("lostSeconds", lostSeconds);
        refused.ifPresent(known -> {
            fields.put("refusedSeconds", known.seconds());
            fields.put("refusedChunks", known.chunks());
        });
        print(json, line, fields);
    }
}
