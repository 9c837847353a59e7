package io.earshot.app;

import io.earshot.cluster.FollowedTable;
import io.earshot.cluster.FollowedTable.Entry;
import io.earshot.http.Changed;
import io.earshot.http.SourceBook;
import io.earshot.http.SourceChange;
import io.earshot.http.SourceEntry;
import io.earshot.http.SourceEntry.Heard;
import io.earshot.http.Written;
import io.earshot.ingest.SourcePublisher;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceStatus;
import io.earshot.wire.ChangeNote;
import io.earshot.wire.Decoded;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The sources: read from memory that follows their topics, written to them. Safe for several threads. */
final class SourceDesk implements SourceBook {
    private final FollowedTable<Decoded<AudioSource>> table;
    private final SourcePublisher publisher;
    private final SourceBoard board;
    private final Supplier<Map<String, Heard>> tagged;
    private final Clock clock;
    private final StripedLocks locks = new StripedLocks();

    /**
     * @param board how listening goes
     * @param tagged the sources that this process tagged lately, by id
     */
    SourceDesk(
            FollowedTable<Decoded<AudioSource>> table,
            SourcePublisher publisher,
            SourceBoard board,
            Supplier<Map<String, Heard>> tagged,
            Clock clock) {
        this.table = table;
        this.publisher = publisher;
        this.board = board;
        this.tagged = tagged;
        this.clock = clock;
    }

    @Override
    public Stream<SourceEntry> after(String id) throws InterruptedException {
        TopicReading.requireFilled(table);
        Map<String, Heard> heard = tagged.get();
        TreeSet<String> ids = new TreeSet<>(table.all().keySet());
        ids.addAll(heard.keySet());
        ids.addAll(board.ids());
        return ids.tailSet(id, false).stream().map(each -> entry(each, heard));
    }

    @Override
    public Optional<SourceEntry> find(String id) throws InterruptedException {
        TopicReading.requireFilled(table);
        Map<String, Heard> heard = tagged.get();
        boolean isThere = table.find(id).isPresent()
                || heard.containsKey(id)
                || board.status(id).isPresent();
        return isThere ? Optional.of(entry(id, heard)) : Optional.empty();
    }

    @Override
    public Written<SourceEntry> change(String id, String by, Function<Optional<SourceEntry>, SourceChange> wanted)
            throws InterruptedException {
        synchronized (locks.of(id)) {
            TopicReading.requireNewest(table);
            Optional<SourceEntry> before =
                    find(id).filter(entry -> table.find(id).isPresent());
            SourceChange change = wanted.apply(before);
            boolean isNew = write(id, by, before.flatMap(SourceEntry::source), change);
            return new Written<>(before, find(id).filter(entry -> table.find(id).isPresent()), isNew);
        }
    }

    @Override
    public void reset(String id, String by) throws InterruptedException {
        publisher.reset(List.of(id), note(by, ChangeNote.RESET));
    }

    private boolean write(String id, String by, Optional<AudioSource> there, SourceChange change)
            throws InterruptedException {
        if (change instanceof SourceChange.Put put) {
            boolean isSame = there.filter(put.source()::equals).isPresent();
            if (!isSame) {
                requireRead(publisher.put(List.of(put.source()), note(by, put.what())));
            }
            return !isSame;
        }
        requireRead(publisher.remove(List.of(id), note(by, "removed")));
        return true;
    }

    private void requireRead(RecordMetadata written) throws InterruptedException {
        TopicReading.requireRecord(table, written.partition(), written.offset());
    }

    private ChangeNote note(String by, String what) {
        return new ChangeNote(by, clock.instant().truncatedTo(ChronoUnit.MICROS), what);
    }

    private SourceEntry entry(String id, Map<String, Heard> heard) {
        Optional<Entry<Decoded<AudioSource>>> entry = table.find(id);
        Optional<Decoded<AudioSource>> record = entry.map(Entry::value);
        Optional<SourceStatus> status = board.status(id);
        return new SourceEntry(
                id,
                record.flatMap(Decoded::value),
                record.map(SourceDesk::error).orElse(""),
                status,
                status.filter(board::isNew).isPresent(),
                Optional.ofNullable(heard.get(id)),
                entry.map(Entry::digest).orElse(""),
                entry.flatMap(Entry::note).map(note -> new Changed(note.by(), note.at(), note.what(), "")));
    }

    private static String error(Decoded<AudioSource> record) {
        return record instanceof Decoded.Undecodable<AudioSource> undecodable ? undecodable.reason() : "";
    }
}
