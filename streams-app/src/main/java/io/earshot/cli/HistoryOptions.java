package io.earshot.cli;

import io.earshot.cluster.EventPlayback;
import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.decide.EventPhase;
import io.earshot.history.EventFilter;
import io.earshot.history.TimeSpan;
import io.earshot.history.Wanted;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Option;

/** Which recorded events a command works on. */
final class HistoryOptions {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Those that began then or later: how long ago (1h), a local time (14:03), or an instant.")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Those that began before.")
    private String until;

    @Option(
            names = "--source",
            paramLabel = "ID",
            description = "Of a source; * stands for any letters. May be repeated.")
    private List<String> sources = List.of();

    @Option(
            names = "--query",
            paramLabel = "ID",
            description = "Of a query; * stands for any letters. May be repeated.")
    private List<String> queries = List.of();

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Of queries with a label. May be repeated.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--phase", paramLabel = "PHASE", description = "Records of this phase: open, update or close.")
    private EventPhase phase;

    @Option(
            names = "--min-confidence",
            paramLabel = "P",
            converter = Probability.class,
            description = "Those of at least this confidence, for example 0.6 or 60%%.")
    private Double minConfidence;

    /** What was asked for. */
    EventFilter filter(Clock clock, String sinceIfNotGiven) {
        String from = since == null ? sinceIfNotGiven : since;
        try {
            TimeSpan span = new TimeSpan(
                    from.isEmpty() ? Long.MIN_VALUE : micros(Times.since(from, clock)),
                    until == null ? Long.MAX_VALUE : micros(Times.since(until, clock)));
            Wanted wanted = new Wanted(span, sources, queries, minConfidence == null ? 0 : minConfidence);
            return new EventFilter(wanted, labels, Optional.ofNullable(phase));
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(
                    e.getMessage().replace("\"since\"", "--since").replace("\"until\"", "--until"));
        }
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** The caller closes it. */
    static EventPlayback playback(EarshotConfig config, EventFilter filter) throws InterruptedException {
        KafkaAccess kafka = new KafkaAccess(config);
        try (Admin admin = kafka.admin()) {
            new TopicCreation(config).requireRight(admin);
        }
        Topics topics = new Topics(config.string(Settings.TOPIC_PREFIX));
        WireSerdes wire = WireSerdes.of(config.wire());
        return new EventPlayback(kafka, topics.events().name(), wire.events().deserializer(), filter);
    }
}
