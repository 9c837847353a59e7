package io.earshot.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.earshot.cluster.EvidenceWishes;
import io.earshot.cluster.KeptAudioChunks;
import io.earshot.decide.Event;
import io.earshot.evidence.Clip;
import io.earshot.evidence.ClipEncoder;
import io.earshot.evidence.ClipFiles;
import io.earshot.evidence.ClipFormat;
import io.earshot.evidence.ClipSpan;
import io.earshot.evidence.EvidenceFile;
import io.earshot.evidence.EvidenceSet;
import io.earshot.evidence.Roll;
import io.earshot.evidence.store.EvidenceStore;
import io.earshot.evidence.store.KeptSet;
import io.earshot.evidence.store.Retention;
import io.earshot.evidence.store.SetName;
import io.earshot.metrics.EvidenceMeters;
import io.earshot.query.KeptEvidence;
import io.earshot.scratch.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the evidence of one event at a time, and deletes what its query keeps no longer. For one thread. */
final class EvidenceKeeping {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceKeeping.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EvidenceWishes wishes;
    private final KeptAudioChunks chunks;
    private final EvidenceStore store;
    private final ClipEncoder encoder;
    private final EvidenceMeters meters;
    private final int mostSeconds;
    private final Clock clock;

    EvidenceKeeping(
            EvidenceWishes wishes,
            KeptAudioChunks chunks,
            EvidenceStore store,
            ClipEncoder encoder,
            EvidenceMeters meters,
            int mostSeconds,
            Clock clock) {
        this.wishes = wishes;
        this.chunks = chunks;
        this.store = store;
        this.encoder = encoder;
        this.meters = meters;
        this.mostSeconds = mostSeconds;
        this.clock = clock;
    }

    /** What a query wants of an event; empty: nothing. */
    Optional<KeptEvidence> wish(Event event) {
        return wishes.of(event.query().id());
    }

    /**
     * Keeps the evidence of an event that has closed.
     *
     * @param appendMillis when it closed, append time
     * @param waitUntil when what is there is taken, though the sound after the event is not
     * @return false if that sound is still awaited
     * @throws IOException if it cannot be kept now
     * @throws io.earshot.evidence.AudioGoneException if its audio is no longer there
     */
    boolean keep(Event event, KeptEvidence wish, long appendMillis, Instant waitUntil) throws IOException {
        SetName name = SetName.of(event.query().id(), event.eventId());
        if (store.has(name)) {
            return true;
        }
        Roll roll = new Roll(wish.preSeconds(), wish.postSeconds());
        Clip clip = chunks.cut(ClipSpan.of(event, roll, mostSeconds), OptionalLong.of(appendMillis));
        if (!clip.isFinal() && clock.instant().isBefore(waitUntil)) {
            return false;
        }
        long bytes = write(event, clip, wish, name);
        meters.kept(bytes);
        LOG.info("Kept {} bytes of evidence of event {} in {}", bytes, event.eventId(), store.place());
        return true;
    }

    private long write(Event event, Clip clip, KeptEvidence wish, SetName name) throws IOException {
        try (ScratchFolder folder = ScratchFolder.make("keep")) {
            EvidenceSet set = new EvidenceSet(event, new ClipFiles(clip, folder.path(), encoder));
            List<Path> files = new ArrayList<>();
            for (String format : wish.formats()) {
                files.add(set.audio(ClipFormat.of(format).orElseThrow()).path());
            }
            EvidenceFile picture = set.picture();
            files.add(picture.path());
            files.add(Files.write(folder.path().resolve(EvidenceSet.FACTS), JSON.writeValueAsBytes(set.facts())));
            String digests = set.digests() + EvidenceSet.sha256(folder.path().resolve(EvidenceSet.FACTS)) + "  "
                    + EvidenceSet.FACTS + "\n";
            files.add(Files.writeString(folder.path().resolve(EvidenceSet.DIGESTS), digests));
            store.keep(name, files);
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    /** Deletes what a query keeps no longer. */
    void expire(String queryId, KeptEvidence wish) throws IOException {
        Retention retention = new Retention(wish.keepDays(), wish.keepCount(), wish.keepBytes());
        long sets = 0;
        long bytes = 0;
        for (KeptSet gone : retention.expired(store.list(SetName.queryPart(queryId)), clock.instant())) {
            store.delete(gone.name());
            meters.deleted(gone.bytes());
            sets++;
            bytes += gone.bytes();
        }
        if (sets > 0) {
            LOG.info(
                    "Deleted {} sets of evidence, {} bytes, of query {}: it keeps {}",
                    sets,
                    bytes,
                    queryId,
                    wish.print());
        }
    }

    /** The same for every query that wants something. */
    void expireAll() throws IOException {
        for (Map.Entry<String, KeptEvidence> wish : wishes.all().entrySet()) {
            expire(wish.getKey(), wish.getValue());
        }
    }
}
