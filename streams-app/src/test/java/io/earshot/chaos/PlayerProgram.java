package io.earshot.chaos;

import io.earshot.audio.AudioChunk;
import io.earshot.cluster.KafkaAccess;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.ingest.LastingPublisher;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;

/**
 * Plays planted audio of several sources in its own time, as the documentation of the wire asks it: in order, with an END behind
 * each epoch, and again what a broker did not take. Commands on standard input, carried out at the end of a bar: {@code end}, and
 * {@code jump SECONDS}, which begins an epoch with a clock that is so far off. The end of input is an end at once.
 */
public final class PlayerProgram {
    private static final Duration LAST_WRITES = Duration.ofMinutes(2);
    private static final String GONE = "gone";

    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private final List<Playing> playing = new ArrayList<>();
    private final LastingPublisher publisher;

    private PlayerProgram(LastingPublisher publisher) {
        this.publisher = publisher;
    }

    /** A source on its way through an epoch. */
    private static final class Playing {
        private final PlantedAudio audio;
        private PlayedEpoch epoch;

        Playing(PlantedAudio audio, PlayedEpoch epoch) {
            this.audio = audio;
            this.epoch = epoch;
        }
    }

    /** @param arguments brokers, prefix of topics, seed, and the ids of the sources */
    public static void main(String[] arguments) throws Exception {
        EarshotConfig config =
                EarshotConfig.of(Map.of(Settings.BOOTSTRAP_SERVERS, arguments[0], Settings.TOPIC_PREFIX, arguments[1]));
        String topic = new Topics(arguments[1]).audioChunks().name();
        try (Producer<String, AudioChunk> producer = new KafkaAccess(config)
                        .producer(WireSerdes.of(Map.of()).audioChunks().serializer());
                LastingPublisher publisher = LastingPublisher.start(
                        producer, topic, false, LastingPublisher.MOST_WAITING_BYTES, PlayerProgram::say)) {
            PlayerProgram player = new PlayerProgram(publisher);
            player.begin(Long.parseLong(arguments[2]), List.of(arguments).subList(3, arguments.length));
            player.listenToCommands();
            player.play();
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private void begin(long seed, List<String> sourceIds) throws IOException {
        for (String id : sourceIds) {
            int number = playing.size();
            playing.add(new Playing(PlantedAudio.of(seed, number), epoch(number, id, 0, 0)));
        }
        System.out.println("playing");
    }

    private static PlayedEpoch epoch(int number, String sourceId, long firstBar, long clockOffSeconds) {
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        return new PlayedEpoch(number, sourceId, now, now + clockOffSeconds * 1_000_000, firstBar, 0);
    }

    private void listenToCommands() {
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader in =
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                        in.lines().forEach(commands::add);
                    } catch (IOException | java.io.UncheckedIOException e) {
                        System.err.println("standard input broke off: " + e.getMessage());
                    }
                    commands.add(GONE);
                },
                "commands");
        thread.setDaemon(true);
        thread.start();
    }

    private void play() throws InterruptedException {
        long start = System.nanoTime();
        long bar = 0;
        String command = "";
        while (!command.equals("end")) {
            if (command.startsWith("jump ")) {
                jump(Long.parseLong(command.substring("jump ".length())), bar);
            }
            if (!playBar(bar, start)) {
                return;
            }
            bar++;
            command = commands.isEmpty() ? "" : commands.remove();
        }
        playing.forEach(this::endEpoch);
        if (!publisher.awaitWritten(LAST_WRITES)) {
            throw new IllegalStateException("the last audio could not be written in " + LAST_WRITES);
        }
        System.out.println("ended");
    }

    /** False if nobody listens to the player any more. */
    private boolean playBar(long bar, long start) throws InterruptedException {
        List<List<AudioChunk>> chunks = new ArrayList<>();
        for (Playing source : playing) {
            chunks.add(source.epoch.chunks(source.audio, bar));
        }
        int count = chunks.get(0).size();
        for (int i = 0; i < count; i++) {
            long due = start
                    + bar * TimeUnit.SECONDS.toNanos(PlantedAudio.BAR_SECONDS)
                    + TimeUnit.SECONDS.toNanos(PlantedAudio.BAR_SECONDS) * (i + 1) / count;
            if (isGone(due)) {
                return false;
            }
            for (List<AudioChunk> ofSource : chunks) {
                publisher.publish(ofSource.get(i));
            }
        }
        for (Playing source : playing) {
            PlayedEpoch e = source.epoch;
            source.epoch =
                    new PlayedEpoch(e.source(), e.sourceId(), e.epochId(), e.startMicros(), e.firstBar(), e.bars() + 1);
        }
        return true;
    }

    /** Waits until then; true if the input ended meanwhile. */
    private boolean isGone(long dueNanos) throws InterruptedException {
        long wait = dueNanos - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        return GONE.equals(commands.peek());
    }

    /** Every other source goes on with another clock. */
    private void jump(long seconds, long bar) {
        for (Playing source : playing) {
            if (source.epoch.source() % 2 == 1) {
                endEpoch(source);
                source.epoch = epoch(source.epoch.source(), source.epoch.sourceId(), bar, seconds);
            }
        }
    }

    private void endEpoch(Playing source) {
        try {
            publisher.publish(source.epoch.end());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.println(source.epoch.line());
    }
}
