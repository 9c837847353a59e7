package io.earshot.cli;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.KeptCoverage;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.coverage.CoverageReport;
import io.earshot.coverage.CoverageText;
import io.earshot.topology.Topics;
import io.earshot.wire.WireSerdes;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what was heard of a source, and what was not and why. */
@Command(
        name = "coverage",
        mixinStandardHelpOptions = true,
        description =
                "Tells minute by minute what was heard of a source, and what was not and why. The last two minutes of"
                        + " a source that plays are still open.")
final class CoverageCommand extends Subcommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings;

    @Option(names = "--source", required = true, paramLabel = "ID", description = "The source.")
    private String source;

    @Option(
            names = "--since",
            defaultValue = "1h",
            paramLabel = "TIME",
            description =
                    "From when on, in the source's own time: how long ago (1h), a local time (14:03), or an instant"
                            + " (default: ${DEFAULT-VALUE}).")
    private String since;

    @Option(names = "--json", description = "One JSON object a line for each minute.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        EarshotConfig config = settings.config();
        ZoneId zone = ZoneId.systemDefault();
        Instant from = Times.since(since, Clock.system(zone));
        KafkaAccess kafka = new KafkaAccess(config);
        try (Admin admin = kafka.admin()) {
            new TopicCreation(config).requireRight(admin);
        }
        String topic =
                new Topics(config.string(Settings.TOPIC_PREFIX)).coverage().name();
        WireSerdes wire = WireSerdes.of(config.wire());
        show(
                new KeptCoverage(kafka, topic, wire.coverage().deserializer())
                        .since(source, ChronoUnit.MICROS.between(Instant.EPOCH, from)),
                from,
                zone);
        return 0;
    }

    private void show(CoverageReport report, Instant from, ZoneId zone) {
        if (!report.isRecorded()) {
            report("nothing is recorded of source " + Printed.of(source) + " since " + from
                    + "; that does not mean that nothing is missing");
        } else if (json) {
            report.minutes().forEach(minute -> print(true, "", CoverageReport.facts(minute)));
        } else {
            new CoverageText(zone).lines(report).forEach(line -> print(false, line, report));
        }
    }
}
