package io.earshot.wire;

import io.earshot.source.AudioSource;
import io.earshot.source.Channel;
import io.earshot.source.SourceState;
import io.earshot.source.SourceStatus;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Between sources, their states, and their Avro forms. */
final class SourceRecords {
    private SourceRecords() {}

    static io.earshot.schema.AudioSource toWire(AudioSource source) {
        return io.earshot.schema.AudioSource.newBuilder()
                .setId(source.id())
                .setAddress(source.address())
                .setChannel(source.channel().toString())
                .setTrack(source.track())
                .setPaused(source.paused())
                .setOptions(new TreeMap<>(source.options()))
                .setLabels(new TreeMap<>(source.labels()))
                .build();
    }

    static AudioSource toProgram(io.earshot.schema.AudioSource found) {
        return new AudioSource(
                found.getId(),
                found.getAddress(),
                Channel.of(found.getChannel()),
                found.getTrack(),
                found.getPaused(),
                found.getOptions(),
                found.getLabels());
    }

    static io.earshot.schema.SourceStatus toWire(SourceStatus status) {
        return io.earshot.schema.SourceStatus.newBuilder()
                .setSourceId(status.sourceId())
                .setState(Symbols.toWire(io.earshot.schema.SourceState.class, status.state()))
                .setSinceMicros(status.sinceMicros())
                .setUpdatedMicros(status.updatedMicros())
                .setReason(status.reason())
                .setTries(status.tries())
                .setNextTryMicros(
                        status.nextTryMicros().isPresent()
                                ? status.nextTryMicros().getAsLong()
                                : null)
                .setEpochId(status.epochId())
                .setHeardSeconds(status.progress().heardSeconds())
                .setMissedSeconds(status.progress().missedSeconds())
                .setLevelDbfs(orNull(status.progress().levelDbfs()))
                .setDriftPpm(orNull(status.clock().driftPpm()))
                .setClockOffsetSeconds(orNull(status.clock().offsetSeconds()))
                .setTitle(status.title())
                .setHeardChannel(status.heardChannel())
                .setListener(status.listener())
                .build();
    }

    static SourceStatus toProgram(io.earshot.schema.SourceStatus found) {
        Long next = found.getNextTryMicros();
        return new SourceStatus(
                found.getSourceId(),
                Symbols.toProgram(SourceState.class, found.getState()),
                found.getSinceMicros(),
                found.getUpdatedMicros(),
                found.getReason(),
                found.getTries(),
                next == null ? OptionalLong.empty() : OptionalLong.of(next),
                found.getEpochId(),
                new SourceStatus.Progress(
                        found.getHeardSeconds(), found.getMissedSeconds(), orEmpty(found.getLevelDbfs())),
                new SourceStatus.ClockReading(orEmpty(found.getDriftPpm()), orEmpty(found.getClockOffsetSeconds())),
                found.getTitle(),
                found.getHeardChannel(),
                found.getListener());
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static OptionalDouble orEmpty(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
