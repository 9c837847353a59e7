package io.earshot.topology;

import io.earshot.audio.AudioChunk;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Sensitivity;
import io.earshot.query.StandingQuery;
import io.earshot.story.LoudnessStory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What a build keeps in its stores in the middle of a story, and what it emits when the story goes on. A recording has a
 * line for each: {@code store NAME KEY VALUE} in the middle, then {@code topic NAME VALUE}; keys and values in Base64.
 *
 * <p>In the middle, the source studio has two open sounds (one opened by a calibration), a candidate that waits for the end
 * of a cooldown and one that has no hit; the source hall rests. Both have near misses that wait.
 */
final class StateRecording {
    private static final int CHUNK = 5_120;
    private static final int MIDDLE_OF_STUDIO = 29;
    private static final int MIDDLE_OF_HALL = 22;

    private static final DecisionRules COOLING = new DecisionRules(
            Sensitivity.ofProbability(.5),
            .5,
            .3,
            1,
            2,
            Duration.ofMillis(1_500),
            Duration.ofMillis(250),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30));

    private final List<AudioChunk> studio = LoudnessStory.chunks(
            "studio", LoudnessStory.seconds(0, .5, .4, 0, 0, 0, 0, .5, .4, .5, .3, 0, 0, 0, 0), CHUNK);
    private final List<AudioChunk> hall =
            LoudnessStory.chunks("hall", LoudnessStory.seconds(0, .5, .5, 0, 0, 0, 0, 0), CHUNK);

    /** A recording that was kept. */
    static List<String> read(String name) {
        try (InputStream in = StateRecording.class.getResourceAsStream("/state/" + name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its lines from the middle on. */
    static List<String> emittedThen(List<String> recording) {
        return recording.stream().filter(line -> line.startsWith("topic ")).toList();
    }

    /** The lines of a recording of this build. */
    static List<String> record() {
        StateRecording story = new StateRecording();
        try (TaggingTopologyHarness topology = new TaggingTopologyHarness()) {
            List<String> lines = new ArrayList<>();
            story.begin(topology);
            topology.drain((topic, value) -> {});
            for (String store : TaggingTopology.STORES) {
                topology.stored(store)
                        .forEach((key, value) ->
                                lines.add("store " + store + " " + text(key.get()) + " " + text(value)));
            }
            story.goOn(topology);
            topology.drain((topic, value) -> lines.add("topic " + topic + " " + text(value)));
            return lines;
        }
    }

    /** What this build emits when it goes on from the stores of a recording. */
    static List<String> replay(List<String> recording) {
        try (TaggingTopologyHarness topology = new TaggingTopologyHarness()) {
            StateRecording story = new StateRecording();
            story.register(topology);
            recording.stream()
                    .map(line -> line.split(" ", -1))
                    .filter(parts -> parts[0].equals("store"))
                    .forEach(parts -> topology.restore(parts[1], bytes(parts[2]), bytes(parts[3])));
            List<String> lines = new ArrayList<>();
            story.goOn(topology);
            topology.drain((topic, value) -> lines.add("topic " + topic + " " + text(value)));
            return lines;
        }
    }

    private void begin(TaggingTopologyHarness topology) {
        register(topology);
        topology.hear(hall.subList(0, MIDDLE_OF_HALL));
        topology.hear(studio.subList(0, MIDDLE_OF_STUDIO));
    }

    private void goOn(TaggingTopologyHarness topology) {
        topology.hear(studio.subList(MIDDLE_OF_STUDIO, studio.size()));
        topology.hear(hall.subList(MIDDLE_OF_HALL, hall.size()));
    }

    private void register(TaggingTopologyHarness topology) {
        Map<String, String> labels = Map.of("team", "night", "room", "2");
        topology.register(LoudnessStory.registered(new StandingQuery(
                "loud",
                "something loud",
                List.of(),
                List.of(),
                List.of("studio", "h*"),
                DecisionRules.DEFAULT,
                labels)));
        RegisteredQuery rarely = query("rarely", DecisionRules.DEFAULT.withSensitivity(Sensitivity.ofAlarmsPerDay(10)));
        topology.register(rarely);
        topology.publish(Calibrations.of("studio", rarely, 0.5, LoudnessStory.EPOCH));
        topology.register(query("once", COOLING));
        topology.register(query("deaf", DecisionRules.ofConfidence(.9999)));
    }

    private static RegisteredQuery query(String id, DecisionRules rules) {
        return LoudnessStory.registered(new StandingQuery(id, "something loud", List.of(), rules));
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }
}
