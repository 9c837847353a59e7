package io.earshot.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of keys, read again once it changes: a key is withdrawn without a restart. A new content that cannot be read leaves
 * the keys as they were.
 */
public final class KeyFile implements Supplier<ApiKeys> {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
    private static final long PERIOD_NANOS = 2_000_000_000L;
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;
    private final ApiKeys others;
    private final LongSupplier nanos;
    private ApiKeys keys;
    private Stamp stamp;
    private long lookedAt;

    /**
     * Reads the file.
     *
     * @param others further keys
     * @param nanos a clock that only goes forward, nanoseconds
     * @throws IllegalArgumentException if the file is malformed or holds no key; the message holds nothing of a key
     * @throws UncheckedIOException if it cannot be read
     */
    public KeyFile(Path file, ApiKeys others, LongSupplier nanos) {
        this.file = file;
        this.others = others;
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong();
        try {
            this.stamp = Stamp.of(file);
            this.keys = read();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the keys in " + file + ": " + reason(e), e);
        }
    }

    @Override
    public synchronized ApiKeys get() {
        long now = nanos.getAsLong();
        if (now - lookedAt >= PERIOD_NANOS) {
            lookedAt = now;
            look();
        }
        return keys;
    }

    private void look() {
        try {
            Stamp seen = Stamp.of(file);
            if (!seen.equals(stamp)) {
                stamp = seen;
                keys = read();
                LOG.info("{} changed: {} keys", file, keys.size());
            }
        } catch (IOException e) {
            keep(reason(e));
        } catch (IllegalArgumentException e) {
            keep(e.getMessage());
        }
    }

    private void keep(String reason) {
        LOG.warn("the keys stay as they were, because {} cannot be read: {}", file, reason);
    }

    private ApiKeys read() throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException(file + " is larger than 1 MiB");
        }
        ApiKeys read = ApiKeys.of(Files.readAllLines(file), file.toString());
        if (read.isEmpty()) {
            // A file that is just being written must not open what its keys close.
            throw new IllegalArgumentException(file + " holds no key");
        }
        return read.and(others);
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof CharacterCodingException ? "it is no text in UTF-8" : String.valueOf(e.getMessage());
    }

    private record Stamp(long modifiedMillis, long bytes, Object key) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(facts.lastModifiedTime().toMillis(), facts.size(), facts.fileKey());
        }
    }
}
