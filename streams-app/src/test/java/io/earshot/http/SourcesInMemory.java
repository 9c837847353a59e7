package io.earshot.http;

import io.earshot.source.AudioSource;
import io.earshot.source.SourceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Sources of a test. */
final class SourcesInMemory implements SourceBook {
    private final TreeMap<String, SourceEntry> entries = new TreeMap<>();
    private final List<String> resets = new ArrayList<>();

    @Override
    public synchronized Stream<SourceEntry> after(String id) {
        return List.copyOf(entries.tailMap(id, false).values()).stream();
    }

    @Override
    public synchronized Optional<SourceEntry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    synchronized String address(String id) {
        return entries.get(id).source().orElseThrow().address();
    }

    void written(AudioSource source) {
        change(source.id(), "test", there -> new SourceChange.Put(source, "added"));
    }

    synchronized void said(SourceStatus status, boolean isNew) {
        entries.computeIfPresent(
                status.sourceId(),
                (id, old) -> new SourceEntry(
                        id, old.source(), "", Optional.of(status), isNew, Optional.empty(), old.etag(), old.changed()));
    }

    @Override
    public synchronized void reset(String id, String by) {
        resets.add(id + " by " + by);
    }

    /** What was reset, and by whom, in order. */
    synchronized List<String> resets() {
        return List.copyOf(resets);
    }

    @Override
    public synchronized Written<SourceEntry> change(
            String id, String by, Function<Optional<SourceEntry>, SourceChange> wanted) {
        Optional<SourceEntry> before = find(id);
        if (wanted.apply(before) instanceof SourceChange.Put put) {
            boolean isNew = before.flatMap(SourceEntry::source)
                    .filter(put.source()::equals)
                    .isEmpty();
            Changed changed = new Changed(
                    by,
                    Instant.EPOCH,
                    put.what(),
                    Integer.toHexString(put.source().hashCode()));
            if (isNew) {
                entries.put(
                        id,
                        new SourceEntry(
                                id,
                                Optional.of(put.source()),
                                "",
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                changed.etag(),
                                Optional.of(changed)));
            }
            return new Written<>(before, find(id), isNew);
        }
        entries.remove(id);
        return new Written<>(before, Optional.empty(), true);
    }
}
