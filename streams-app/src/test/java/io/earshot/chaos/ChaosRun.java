package io.earshot.chaos;

import io.earshot.audio.AudioChunk;
import io.earshot.chaos.PlayedEpoch.Planted;
import io.earshot.cluster.KafkaAccess;
import io.earshot.ingest.ChunkPublisher;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** A run: an installation is struck by one trouble after the other, then what it told is compared with an undisturbed one. */
final class ChaosRun {
    private static final Duration CATCHING_UP = Duration.ofMinutes(5);
    private static final Duration SETTLING = Duration.ofMinutes(4);
    /** Between two troubles, at least: the instance that came back has its share again. */
    private static final long REST_MILLIS = 3_000;

    private static final long LOOK_AGAIN_MILLIS = 200;

    /** What is not told by then is missing. */
    private static final Duration COVERED = Duration.ofSeconds(90);

    private static final long BAR_MICROS = PlantedAudio.BAR_SECONDS * 1_000_000L;

    private final ChaosPlan plan;
    private final Rig rig;
    private final Random random;
    private final List<Struck> struck = new ArrayList<>();
    private final List<Started> died = new ArrayList<>();

    private ChaosRun(ChaosPlan plan, Rig rig) {
        this.plan = plan;
        this.rig = rig;
        this.random = new Random(plan.seed());
    }

    /** Runs a plan; all that it starts is ended when it returns. */
    static ChaosReport run(Path folder, ChaosPlan plan) throws IOException, InterruptedException {
        try (Rig rig = new Rig(folder, plan)) {
            rig.start();
            return new ChaosRun(plan, rig).run();
        }
    }

    private ChaosReport run() throws IOException, InterruptedException {
        settle();
        for (Trouble trouble : plan.troubles()) {
            strike(trouble);
        }
        rig.player().tell("end");
        rig.player().awaitEnd(CATCHING_UP);
        List<PlayedEpoch> epochs = PlayedEpoch.in(rig.player().output().lines().toList());
        awaitAllTagged(Rig.PREFIX);
        List<Heard> calm = undisturbed(epochs);
        awaitCoverage(rig.reader(), epochs);
        died.addAll(rig.endedByThemselves());
        List<Heard> heard = rig.reader().finish();
        List<Heard> heardSlowly = rig.slowReader().finish();
        rig.service(0).stop();
        rig.service(1).stop();
        Verdict verdict = new Verdict(planted(epochs), heard, calm);
        Verdict slowly = new Verdict(planted(epochs), heardSlowly, calm);
        return new ChaosReport(plan, verdict, slowly, struck, rig.reader().arrivals(), names(died), rig.moved());
    }

    private void strike(Trouble trouble) throws IOException, InterruptedException {
        long began = System.currentTimeMillis();
        System.out.println("chaos: " + trouble);
        trouble.strike(rig, random);
        long ended = System.currentTimeMillis();
        settle();
        struck.add(new Struck(trouble, began, ended, System.currentTimeMillis()));
    }

    /** Waits until each partition is heard and both services listen; starts those again that ended by themselves. */
    private void settle() throws IOException, InterruptedException {
        long from = System.currentTimeMillis();
        long end = System.nanoTime() + SETTLING.toNanos();
        while (!areListening() || rig.reader().heardSince(from).size() < Rig.PARTITIONS) {
            revive();
            if (System.nanoTime() > end) {
                throw new IOException("after " + SETTLING + " only partitions "
                        + rig.reader().heardSince(from) + " of " + Rig.PARTITIONS + " are heard; "
                        + rig.service(0).current().name() + " said:\n"
                        + rig.service(0).current().tail() + "\n"
                        + rig.service(1).current().name() + " said:\n"
                        + rig.service(1).current().tail());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
        TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
    }

    private boolean areListening() throws IOException {
        return rig.service(0).isListening() && rig.service(1).isListening();
    }

    private void revive() throws IOException {
        for (int i = 0; i < 2; i++) {
            if (!rig.service(i).isRunning()) {
                System.out.println("chaos: " + rig.service(i).current().name() + " ended by itself:\n"
                        + rig.service(i).current().tail());
                rig.service(i).start();
            }
        }
    }

    private void awaitAllTagged(String prefix) throws IOException, InterruptedException {
        try (Admin admin = new KafkaAccess(rig.config(prefix)).admin()) {
            Group.named(admin, prefix).awaitAllTagged(CATCHING_UP);
        }
    }

    /** The last minutes of sources are told some time after their end. */
    private static void awaitCoverage(Readings reader, List<PlayedEpoch> epochs)
            throws IOException, InterruptedException {
        Map<String, Long> played = epochs.stream()
                .collect(Collectors.groupingBy(
                        PlayedEpoch::sourceId, Collectors.summingLong(epoch -> epoch.bars() * BAR_MICROS)));
        long end = System.nanoTime() + COVERED.toNanos();
        while (!Verdict.heardOfSources(reader.all()).equals(played) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** The same audio through a service that nothing happens to, on topics of its own. */
    private List<Heard> undisturbed(List<PlayedEpoch> epochs) throws IOException, InterruptedException {
        String prefix = Rig.calmPrefix();
        rig.prepare(prefix);
        try (Service calm = rig.calmService();
                Readings reader = Readings.start(
                        rig.folder(), "calm-reader", rig.brokers().bootstrap(), prefix, 0)) {
            calm.start();
            calm.awaitListening();
            publish(epochs, prefix);
            awaitAllTagged(prefix);
            awaitCoverage(reader, epochs);
            List<Heard> heard = reader.finish();
            calm.stop();
            return heard;
        }
    }

    private void publish(List<PlayedEpoch> epochs, String prefix) throws IOException {
        String topic = new Topics(prefix).audioChunks().name();
        try (Producer<String, AudioChunk> producer = new KafkaAccess(rig.config(prefix))
                .producer(WireSerdes.of(Map.of()).audioChunks().serializer())) {
            ChunkPublisher publisher = new ChunkPublisher(producer, topic);
            for (PlayedEpoch epoch : epochs) {
                PlantedAudio audio = PlantedAudio.of(plan.seed(), epoch.source());
                for (long bar = epoch.firstBar(); bar < epoch.firstBar() + epoch.bars(); bar++) {
                    epoch.chunks(audio, bar).forEach(publisher::publish);
                }
                publisher.publish(epoch.end());
            }
            publisher.flush();
        }
    }

    private List<Planted> planted(List<PlayedEpoch> epochs) throws IOException {
        List<Planted> planted = new ArrayList<>();
        for (PlayedEpoch epoch : epochs) {
            planted.addAll(epoch.planted(plan.seed()));
        }
        return planted;
    }

    private static List<String> names(List<Started> processes) {
        return processes.stream().map(Started::name).toList();
    }
}
