package io.earshot.cli;

import io.earshot.cluster.KafkaAccess;
import io.earshot.cluster.KeptDeadLetters;
import io.earshot.cluster.TopicCreation;
import io.earshot.config.EarshotConfig;
import io.earshot.config.Settings;
import io.earshot.history.DeadLetter;
import io.earshot.history.DeadLetterBox;
import io.earshot.history.Page;
import io.earshot.history.PageRequest;
import io.earshot.topology.Topics;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Works on refused records. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Works on records that could not be used.",
        synopsisSubcommandLabel = "(ls | show | retry)")
final class DeadLettersCommand extends Subcommand {
    private static final int PAGE = 500;

    @Command(name = "ls", mixinStandardHelpOptions = true, description = "Lists them, newest first.")
    int list(
            @Mixin SettingsOptions settings,
            @Option(names = "--reason", paramLabel = "WORD", description = "Those with this reason.") String reason,
            @Option(
                            names = "--limit",
                            defaultValue = "50",
                            paramLabel = "N",
                            description = "At most so many (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--json", description = "One JSON object a line.") boolean json)
            throws IOException, InterruptedException {
        if (limit < 1) {
            throw new WrongUseException("--limit " + limit + " must be at least 1");
        }
        DeadLetterBox box = box(settings.config());
        int left = limit;
        PageRequest request = new PageRequest(Math.min(left, PAGE), Optional.empty());
        while (left > 0) {
            Page<DeadLetter> page = box.list(Optional.ofNullable(reason), request);
            page.items().forEach(letter -> print(json, line(letter), facts(letter)));
            left -= page.items().size();
            if (page.next().isEmpty()) {
                break;
            }
            request = new PageRequest(Math.min(left, PAGE), page.next());
        }
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one with its headers and bytes.")
    int show(
            @Mixin SettingsOptions settings,
            @Parameters(paramLabel = "ID", description = "As ls shows it, for example 3-17.") String id,
            @Option(names = "--json", description = "One JSON object.") boolean json)
            throws IOException, InterruptedException {
        DeadLetter letter = box(settings.config())
                .find(id(id))
                .orElseThrow(() -> new FailedException(Printed.of(id) + ": no such dead letter, or not kept any more"));
        Map<String, Object> facts = facts(letter);
        List<String> lines = new ArrayList<>(List.of(line(letter)));
        letter.headers().forEach(header -> lines.add(Printed.of("  " + header.name() + ": " + header.value())));
        if (letter.bytes() != null) {
            String base64 = Base64.getEncoder().encodeToString(letter.bytes());
            facts.put("base64", base64);
            lines.add("  base64: " + base64);
        }
        facts.put("headers", letter.headers());
        print(json, String.join("\n", lines), facts);
        return 0;
    }

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = "Writes records to their topics again, for example after a query was mended or a release took"
                    + " back what it refused. Reports those that cannot be (exit code 1) and writes the others.")
    int retry(
            @Mixin SettingsOptions settings,
            @Parameters(arity = "1..*", paramLabel = "ID", description = "As ls shows them.") List<String> ids,
            @Option(names = "--json", description = "One JSON object a line.") boolean json)
            throws IOException, InterruptedException {
        DeadLetterBox box = box(settings.config());
        boolean areAllWritten = true;
        for (String id : ids) {
            Optional<String> topic = retry(box, id);
            areAllWritten &= topic.isPresent();
            topic.ifPresent(written -> print(
                    json,
                    "written to " + written + " again: " + id,
                    Map.of("id", id, "done", "retried", "topic", written)));
        }
        return areAllWritten ? 0 : 1;
    }

    private Optional<String> retry(DeadLetterBox box, String id) throws InterruptedException {
        try {
            Optional<String> topic = box.retry(id(id), "the command line");
            if (topic.isEmpty()) {
                report(Printed.of(id) + ": no such dead letter, or not kept any more");
            }
            return topic;
        } catch (DeadLetterBox.NotRetriedException e) {
            report(Printed.of(id) + ": " + Printed.of(e.getMessage()));
            return Optional.empty();
        }
    }

    private static DeadLetter.Id id(String text) {
        return DeadLetter.Id.parse(text)
                .orElseThrow(() -> new WrongUseException(
                        "\"" + text + "\" is no id of a dead letter; ./earshot dead-letters ls shows them"));
    }

    private static DeadLetterBox box(EarshotConfig config) throws InterruptedException {
        KafkaAccess kafka = new KafkaAccess(config);
        try (Admin admin = kafka.admin()) {
            new TopicCreation(config).requireRight(admin);
        }
        return new KeptDeadLetters(kafka, new Topics(config.string(Settings.TOPIC_PREFIX)), Clock.systemUTC());
    }

    private static String line(DeadLetter letter) {
        return letter.id().text() + "\t" + letter.at() + "\t"
                + letter.origin().map(DeadLetter.Origin::topic).orElse("?") + "\t"
                + Printed.of(letter.key().orElse("")) + "\t" + Printed.of(letter.reason()) + "\t"
                + Printed.of(letter.detail());
    }

    private static Map<String, Object> facts(DeadLetter letter) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", letter.id().text());
        facts.put("at", letter.at().toString());
        facts.put("key", letter.key().orElse(null));
        facts.put("reason", letter.reason());
        facts.put("detail", letter.detail());
        letter.origin().ifPresent(origin -> facts.put("topic", origin.topic()));
        facts.put("bytes", letter.bytes() == null ? 0 : letter.bytes().length);
        return facts;
    }
}
