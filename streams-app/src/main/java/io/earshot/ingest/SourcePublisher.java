package io.earshot.ingest;

import io.earshot.source.AudioSource;
import io.earshot.wire.ChangeNote;
import io.earshot.wire.Decoded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes the standing table of sources. */
public final class SourcePublisher {
    private final Producer<String, Decoded<AudioSource>> producer;
    private final String topic;
    private final String stateTopic;
    private final String chunkTopic;

    /**
     * @param producer is left open
     * @param topic of the sources
     * @param stateTopic of what is said of them
     * @param chunkTopic of their audio
     */
    public SourcePublisher(
            Producer<String, Decoded<AudioSource>> producer, String topic, String stateTopic, String chunkTopic) {
        this.producer = producer;
        this.topic = topic;
        this.stateTopic = stateTopic;
        this.chunkTopic = chunkTopic;
    }

    /**
     * Adds sources, or changes those with their ids; returns when all are written.
     *
     * @throws KafkaException if one could not be
     */
    public void put(Collection<AudioSource> sources) throws InterruptedException {
        write(records(sources));
    }

    /**
     * The same with a note of who did it.
     *
     * @return where the last of them is written
     */
    public RecordMetadata put(Collection<AudioSource> sources, ChangeNote note) throws InterruptedException {
        return write(noted(records(sources), note));
    }

    private List<ProducerRecord<String, Decoded<AudioSource>>> records(Collection<AudioSource> sources) {
        return sources.stream()
                .map(source -> new ProducerRecord<String, Decoded<AudioSource>>(
                        topic, source.id(), new Decoded.Present<>(source)))
                .toList();
    }

    /**
     * Removes sources and their states; returns when that is written. Where a process listens, it writes the end of the state
     * once more when it has stopped.
     *
     * @throws KafkaException if it could not be
     */
    public void remove(Collection<String> ids) throws InterruptedException {
        write(removals(ids));
    }

    /**
     * The same with a note of who did it.
     *
     * @return where the last removal is written
     */
    public RecordMetadata remove(Collection<String> ids, ChangeNote note) throws InterruptedException {
        return write(noted(removals(ids), note));
    }

    /**
     * Has the place of sources in their audio forgotten, also of those that Earshot does not open by itself: behind their
     * chunks of now, and before what they send from now on. Returns when that is written.
     *
     * @throws KafkaException if it could not be
     */
    public void reset(Collection<String> ids, ChangeNote by) throws InterruptedException {
        write(noted(
                ids.stream()
                        .map(id -> new ProducerRecord<String, Decoded<AudioSource>>(chunkTopic, id, null))
                        .toList(),
                new ChangeNote(by.by(), by.at(), ChangeNote.RESET)));
    }

    /** Of each source its state first, and then itself. */
    private List<ProducerRecord<String, Decoded<AudioSource>>> removals(Collection<String> ids) {
        return ids.stream()
                .flatMap(id -> Stream.of(stateTopic, topic)
                        .map(each -> new ProducerRecord<String, Decoded<AudioSource>>(each, id, null)))
                .toList();
    }

    private static List<ProducerRecord<String, Decoded<AudioSource>>> noted(
            List<ProducerRecord<String, Decoded<AudioSource>>> records, ChangeNote note) {
        records.forEach(record -> note.addTo(record.headers()));
        return records;
    }

    private RecordMetadata write(List<ProducerRecord<String, Decoded<AudioSource>>> records)
            throws InterruptedException {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        records.forEach(record -> answers.add(producer.send(record)));
        RecordMetadata last = null;
        for (int i = 0; i < answers.size(); i++) {
            try {
                last = answers.get(i).get();
            } catch (ExecutionException e) {
                throw new KafkaException(
                        "source " + records.get(i).key() + " could not be written to "
                                + records.get(i).topic() + ": "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
        }
        return last;
    }
}
