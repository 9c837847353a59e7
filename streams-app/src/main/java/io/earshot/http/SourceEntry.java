package io.earshot.http;

import io.earshot.source.AudioSource;
import io.earshot.source.ShownSource;
import io.earshot.source.SourceFacts;
import io.earshot.source.SourceForm;
import io.earshot.source.SourceStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A source: one that Earshot opens by itself, or one that was heard lately because somebody publishes its audio.
 *
 * @param id of the source
 * @param source as it is written, with what is not shown; empty if nobody configured it, or it cannot be read
 * @param error why what is written cannot be read; empty if it can
 * @param status the newest that a process noted of listening to it
 * @param isListenedTo whether that is new enough to be true still
 * @param heard what this process tagged of it
 * @param etag of its record, without quotes; empty if nobody configured it
 * @param changed who wrote it; empty if nobody said
 */
public record SourceEntry(
        String id,
        Optional<AudioSource> source,
        String error,
        Optional<SourceStatus> status,
        boolean isListenedTo,
        Optional<Heard> heard,
        String etag,
        Optional<Changed> changed) {
    private static final String NO_LISTENER = "NO_LISTENER";

    /**
     * What this process tagged of a source.
     *
     * @param to audio time up to which it did, ISO-8601
     * @param levelDbfs of the newest second, dB relative to full scale; null: digital silence
     */
    public record Heard(String to, Double levelDbfs) {}

    boolean isConfigured() {
        return !etag.isEmpty();
    }

    /** Whether listening goes so. */
    boolean isIn(String state) {
        return status.map(said -> isListenedTo ? said.state().name() : NO_LISTENER)
                .filter(state::equalsIgnoreCase)
                .isPresent();
    }

    /** For programs, without secrets; what a {@code PUT} reads again. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(SourceForm.ID, id);
        facts.put("configured", isConfigured());
        source.ifPresent(written -> facts.putAll(SourceForm.write(ShownSource.of(written))));
        if (!error.isEmpty()) {
            facts.put("error", error);
        }
        facts.put("heardTo", heard.map(Heard::to).orElse(null));
        facts.put("levelDbfs", level());
        facts.put("listening", status.map(this::listening).orElse(null));
        facts.put("etag", etag.isEmpty() ? null : etag);
        facts.put("changed", changed.map(Changed::facts).orElse(null));
        return facts;
    }

    private Double level() {
        return heard.map(Heard::levelDbfs)
                .or(() -> status.map(said -> said.progress().levelDbfs())
                        .filter(said -> said.isPresent())
                        .map(said -> said.getAsDouble()))
                .orElse(null);
    }

    /** That nobody listens is not that there is nothing to hear. */
    private Map<String, Object> listening(SourceStatus said) {
        Map<String, Object> facts = SourceFacts.of(said);
        if (!isListenedTo) {
            facts.put("state", NO_LISTENER);
            facts.put("since", SourceFacts.time(said.updatedMicros()));
            facts.put(
                    "reason",
                    "no process listens; it was last " + said.state()
                            + (said.reason().isEmpty() ? "" : ": ") + said.reason());
            facts.remove("nextTry");
        }
        return facts;
    }
}
