package io.earshot.app;

import io.earshot.evidence.ClipFiles;
import io.earshot.evidence.EvidenceFile;
import io.earshot.scratch.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clips that were cut lately: a player asks for parts of one again and again. Bounded by the samples that it holds; what was used
 * least lately goes first. Safe for use by several threads.
 */
final class EvidenceCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EvidenceCache.class);
    private static final long MOST_BYTES = 128L << 20;
    /** The clip of an open event is cut again after this time. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private static final int LOCKS = 16;

    private final ScratchFolder folder;
    private final Clock clock;
    private final long mostBytes;
    private final Object[] locks = new Object[LOCKS];
    private final Map<String, Cached> byKey = new LinkedHashMap<>(16, 0.75f, true);

    EvidenceCache(Clock clock) throws IOException {
        this(clock, MOST_BYTES);
    }

    EvidenceCache(Clock clock, long mostBytes) throws IOException {
        this.folder = ScratchFolder.make("clips");
        this.clock = clock;
        this.mostBytes = mostBytes;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** Makes the files of a clip in a folder. */
    @FunctionalInterface
    interface Maker<T> {
        T make(Path folder) throws IOException;
    }

    private record Cached(Object content, Path folder, long bytes, boolean isFinal, Instant madeAt) {}

    /** The clip of a key; one request makes it while others for it wait. */
    ClipFiles clip(String key, Maker<ClipFiles> maker) throws IOException {
        return cached(key, ClipFiles.class, maker);
    }

    /** A file of a key. */
    EvidenceFile file(String key, Maker<EvidenceFile> maker) throws IOException {
        return cached(key, EvidenceFile.class, maker);
    }

    private <T> T cached(String key, Class<T> type, Maker<T> maker) throws IOException {
        synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
            Cached before = find(key);
            if (before != null) {
                return type.cast(before.content());
            }
            Path made = Files.createTempDirectory(folder.path(), "clip-");
            try {
                T content = maker.make(made);
                put(key, cached(content, made));
                return content;
            } catch (IOException | RuntimeException e) {
                delete(made);
                throw e;
            }
        }
    }

    private Cached cached(Object content, Path made) {
        if (content instanceof ClipFiles files) {
            return new Cached(
                    files, made, files.clip().pcm().length, files.clip().isFinal(), clock.instant());
        }
        return new Cached(content, made, ((EvidenceFile) content).bytes(), true, clock.instant());
    }

    private synchronized Cached find(String key) {
        Cached found = byKey.get(key);
        boolean isStale = found != null
                && !found.isFinal()
                && clock.instant().isAfter(found.madeAt().plus(FRESH));
        if (isStale) {
            byKey.remove(key);
            delete(found.folder());
            return null;
        }
        return found;
    }

    /** The newest stays however large it is: it is being used. */
    private synchronized void put(String key, Cached made) {
        byKey.put(key, made);
        long bytes = byKey.values().stream().mapToLong(Cached::bytes).sum();
        Iterator<Cached> oldest = byKey.values().iterator();
        while (bytes > mostBytes && byKey.size() > 1) {
            Cached gone = oldest.next();
            bytes -= gone.bytes();
            oldest.remove();
            delete(gone.folder());
        }
    }

    private static void delete(Path made) {
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(made);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted: {}", made, e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
