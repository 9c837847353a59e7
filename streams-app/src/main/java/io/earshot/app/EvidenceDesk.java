package io.earshot.app;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.cluster.KeptAudioChunks;
import io.earshot.decide.Event;
import io.earshot.evidence.AudioGoneException;
import io.earshot.evidence.ClipEncoder;
import io.earshot.evidence.ClipFiles;
import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.ClipSpan;
import io.earshot.evidence.EvidenceFile;
import io.earshot.evidence.EvidenceSet;
import io.earshot.evidence.Roll;
import io.earshot.evidence.UnknownEventException;
import io.earshot.evidence.store.EvidenceStore;
import io.earshot.evidence.store.SetName;
import io.earshot.explain.Links;
import io.earshot.http.ClipLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The evidence of events: cut from the topic of chunks while it holds their audio, and else what was kept. */
final class EvidenceDesk implements ClipLibrary {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<String, Optional<Event>> events;
    private final KeptAudioChunks chunks;
    private final Optional<EvidenceStore> store;
    private final ClipEncoder encoder;
    private final int mostSeconds;
    private final EvidenceCache cache;

    /**
     * @param events the newest record of an event by its id
     * @param store what is kept for good; left open
     * @param cache left open
     * @param mostSeconds longest clip, in seconds
     */
    EvidenceDesk(
            Function<String, Optional<Event>> events,
            KeptAudioChunks chunks,
            Optional<EvidenceStore> store,
            ClipEncoder encoder,
            EvidenceCache cache,
            int mostSeconds) {
        this.events = events;
        this.chunks = chunks;
        this.store = store;
        this.encoder = encoder;
        this.mostSeconds = mostSeconds;
        this.cache = cache;
    }

    @Override
    public EvidenceFile audio(String eventId, ClipFormat format, Roll roll) {
        return file(eventId, roll, format.fileName(), format.mediaType(), set -> set.audio(format));
    }

    @Override
    public EvidenceFile picture(String eventId, Roll roll) {
        return file(eventId, roll, EvidenceSet.PICTURE, "image/png", EvidenceSet::picture);
    }

    @Override
    public Map<String, Object> facts(String eventId, Roll roll) {
        Optional<Event> event = events.apply(eventId);
        try {
            if (event.isPresent()) {
                EvidenceSet set = set(event.get(), roll);
                for (ClipFormat format : ClipFormat.values()) {
                    set.audio(format);
                }
                set.picture();
                return withLinks(eventId, set.facts());
            }
        } catch (AudioGoneException e) {
            return withLinks(eventId, keptFacts(eventId, event).orElseThrow(() -> e));
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence cannot be made: " + e.getMessage(), e);
        }
        return withLinks(eventId, keptFacts(eventId, event).orElseThrow(() -> new UnknownEventException(eventId)));
    }

    /** A file of a set that was cut. */
    @FunctionalInterface
    private interface Part {
        EvidenceFile of(EvidenceSet set) throws IOException;
    }

    private EvidenceFile file(String eventId, Roll roll, String name, String mediaType, Part part) {
        Optional<Event> event = events.apply(eventId);
        try {
            if (event.isPresent()) {
                return part.of(set(event.get(), roll));
            }
        } catch (AudioGoneException e) {
            return kept(eventId, event, name, mediaType).orElseThrow(() -> withWhatIsKept(e, eventId, event));
        } catch (IOException e) {
            throw new UncheckedIOException("the evidence cannot be made: " + e.getMessage(), e);
        }
        return kept(eventId, event, name, mediaType).orElseThrow(() -> unknown(eventId));
    }

    private EvidenceSet set(Event event, Roll roll) throws IOException {
        ClipSpan span = ClipSpan.of(event, roll, mostSeconds);
        String key = event.eventId() + " " + span.fromMicros() + " " + span.toMicros() + " " + event.phase();
        return new EvidenceSet(event, cache.clip(key, folder -> new ClipFiles(chunks.cut(span), folder, encoder)));
    }

    /** The name of what is kept of an event, found by its query where that is known. */
    private Optional<SetName> name(EvidenceStore kept, String eventId, Optional<Event> event) throws IOException {
        if (event.isEmpty()) {
            return kept.find(SetName.eventPart(eventId));
        }
        SetName name = SetName.of(event.get().query().id(), eventId);
        return kept.has(name) ? Optional.of(name) : Optional.empty();
    }

    private Optional<EvidenceFile> kept(String eventId, Optional<Event> event, String file, String mediaType) {
        if (store.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<SetName> name = name(store.get(), eventId, event);
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(cache.file(
                            "kept " + eventId + " " + file,
                            folder -> copied(name.get(), file, mediaType, folder.resolve(file))));
        } catch (NotKeptException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("what is kept cannot be read: " + e.getMessage(), e);
        }
    }

    private EvidenceFile copied(SetName name, String file, String mediaType, Path to) throws IOException {
        if (!store.orElseThrow().read(name, file, to)) {
            throw new NotKeptException();
        }
        return new EvidenceFile(
                to, mediaType, Files.size(to), EvidenceSet.sha256(to), Map.of("Earshot-Clip-Kept", "true"));
    }

    private Optional<Map<String, Object>> keptFacts(String eventId, Optional<Event> event) {
        return kept(eventId, event, EvidenceSet.FACTS, "application/json").map(file -> {
            try {
                return JSON.readValue(file.path().toFile(), new TypeReference<LinkedHashMap<String, Object>>() {});
            } catch (IOException e) {
                throw new UncheckedIOException("what is kept cannot be read: " + e.getMessage(), e);
            }
        });
    }

    private RuntimeException withWhatIsKept(AudioGoneException gone, String eventId, Optional<Event> event) {
        List<String> formats = keptFormats(eventId, event);
        return formats.isEmpty()
                ? gone
                : new AudioGoneException(gone.getMessage() + "; kept for good is " + String.join(", ", formats));
    }

    private RuntimeException unknown(String eventId) {
        List<String> formats = keptFormats(eventId, Optional.empty());
        return formats.isEmpty()
                ? new UnknownEventException(eventId)
                : new AudioGoneException(
                        "the event is no longer in its topic; kept for good is " + String.join(", ", formats));
    }

    private List<String> keptFormats(String eventId, Optional<Event> event) {
        List<String> names = new ArrayList<>();
        keptFacts(eventId, event)
                .map(facts -> JSON.valueToTree(facts).path("files"))
                .ifPresent(files ->
                        files.forEach(file -> names.add(file.path("name").asText())));
        return names;
    }

    private static Map<String, Object> withLinks(String eventId, Map<String, Object> facts) {
        Map<String, Object> links = new LinkedHashMap<>();
        for (ClipFormat format : ClipFormat.values()) {
            links.put(format.key(), Links.path(eventId, format.fileName()));
        }
        links.put("spectrogram", Links.path(eventId, EvidenceSet.PICTURE));
        Map<String, Object> linked = new LinkedHashMap<>(facts);
        linked.put("links", links);
        return linked;
    }

    private static final class NotKeptException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
