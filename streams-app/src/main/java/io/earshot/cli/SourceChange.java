package io.earshot.cli;

import io.earshot.cluster.SourceCatalog;
import io.earshot.cluster.SourceStateWatch;
import io.earshot.ingest.SourcePublisher;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceFacts;
import io.earshot.source.SourceForm;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import io.earshot.wire.Decoded;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;

/**
 * A source that was written, with what became of it.
 *
 * @param source as it is now
 * @param done the effect: added, changed or unchanged
 * @param status how listening to it goes; empty: nobody said
 */
record SourceChange(AudioSource source, String done, Optional<SourceStatus> status) {
    /**
     * Writes sources and waits for running services to say how listening to them goes.
     *
     * @param known the catalog before
     * @param patience for all of them together; zero: does not wait
     */
    static List<SourceChange> write(
            SourceCluster cluster, SourceCatalog known, List<AudioSource> sources, Duration patience)
            throws InterruptedException {
        try (SourceStateWatch watch = cluster.watch();
                Producer<String, Decoded<AudioSource>> producer = cluster.producer()) {
            SourcePublisher publisher = cluster.publisher(producer);
            for (String effect : List.of("added", "changed", "unchanged")) {
                publisher.put(
                        sources.stream()
                                .filter(source -> effect(source, known).equals(effect))
                                .toList(),
                        Author.note(effect));
            }
            Map<String, Long> before = new LinkedHashMap<>();
            sources.stream()
                    .filter(source -> isHeardAnew(source, known))
                    .forEach(source -> before.put(
                            source.id(),
                            known.status(source.id())
                                    .map(SourceStatus::sinceMicros)
                                    .orElse(0L)));
            Map<String, SourceStatus> said = patience.isZero() ? Map.of() : watch.await(before, patience);
            return sources.stream()
                    .map(source -> new SourceChange(
                            source,
                            effect(source, known),
                            before.containsKey(source.id())
                                    ? Optional.ofNullable(said.get(source.id()))
                                    : known.status(source.id())))
                    .toList();
        }
    }

    /** Whether it can be heard, or somebody said why not. */
    boolean isGood() {
        return status.map(said -> said.state() != SourceState.REFUSED).orElse(true);
    }

    /** For people. */
    String text() {
        return done + " " + Printed.of(source.id()) + ": "
                + status.map(SourceLine::state).orElseGet(() -> Printed.of(source.address()));
    }

    /** For programs. */
    Map<String, Object> fields() {
        Map<String, Object> fields = SourceForm.write(source);
        fields.put("done", done);
        fields.put("answered", status.isPresent());
        status.ifPresent(said -> fields.putAll(SourceFacts.of(said)));
        return fields;
    }

    private static Optional<AudioSource> before(AudioSource source, SourceCatalog known) {
        return known.find(source.id()).flatMap(Decoded::value);
    }

    private static String effect(AudioSource source, SourceCatalog known) {
        if (known.find(source.id()).isEmpty()) {
            return "added";
        }
        return before(source, known).filter(source::equals).isPresent() ? "unchanged" : "changed";
    }

    /** Labels change nothing for who listens. */
    private static boolean isHeardAnew(AudioSource source, SourceCatalog known) {
        return before(source, known)
                .map(old -> new AudioSource(
                        old.id(),
                        old.address(),
                        old.channel(),
                        old.track(),
                        old.paused(),
                        old.options(),
                        source.labels()))
                .filter(source::equals)
                .isEmpty();
    }
}
