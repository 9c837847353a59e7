package io.earshot.wire;

import io.earshot.audio.AudioChunk;
import io.earshot.calibration.Calibration;
import io.earshot.coverage.MinuteCoverage;
import io.earshot.decide.Event;
import io.earshot.decide.NearMiss;
import io.earshot.notify.Receiver;
import io.earshot.query.QueryRegistration;
import io.earshot.schema.MatchEvent;
import io.earshot.schema.QueryEmbedding;
import io.earshot.schema.SegmentEmbedding;
import io.earshot.schema.StandingQuery;
import io.earshot.source.AudioSource;
import io.earshot.source.SourceStatus;
import io.earshot.verdict.EventVerdict;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;

/** The serdes of all topics, speaking the wire format that the settings choose. Safe for use by several threads. */
public final class WireSerdes {
    private final WireFormat format;

    private WireSerdes(WireFormat format) {
        this.format = format;
    }

    /**
     * The serdes of a program with these settings: {@code schema.registry.url} (several, with commas),
     * {@code schema.registry.basic.auth.user.info} or {@code schema.registry.bearer.token},
     * {@code schema.registry.auto.register}, {@code value.serializer.class} and {@code value.deserializer.class}. Other
     * settings are ignored. The first record makes the first call to a registry.
     *
     * @throws ConfigException if a setting is out of range; the message names its key
     */
    public static WireSerdes of(Map<String, String> settings) {
        try {
            return new WireSerdes(formatOf(WireSettings.of(settings), settings));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static WireFormat formatOf(WireSettings wire, Map<String, String> settings) {
        if (wire.serializerClass().isPresent()) {
            return new NamedSerializerFormat(
                    wire.serializerClass().get(), wire.deserializerClass().orElseThrow(), settings);
        }
        if (wire.registryUrls().isEmpty()) {
            return new SingleObjectFormat();
        }
        RegistryClient registry = new RegistryClient(wire.registryUrls(), wire.authorization());
        return new ConfluentFormat(registry, wire.autoRegister());
    }

    /** Fails on what it cannot read. */
    public Serde<AudioChunk> audioChunks() {
        return RecordSerde.of(
                format, io.earshot.schema.AudioChunk.class, AudioChunkRecords::toWire, AudioChunkRecords::toProgram);
    }

    /** Bytes that cannot be read become {@link Decoded.Undecodable}; fails only if the registry does. */
    public Serde<Decoded<QueryRecord>> queries() {
        return TolerantSerde.of(RecordSerde.of(format, StandingQuery.class, QueryRecord::written, QueryRecord::new));
    }

    /** Bytes that cannot be read become {@link Decoded.Undecodable}; fails only if the registry does. */
    public Serde<Decoded<QueryRegistration>> queryEmbeddings() {
        return TolerantSerde.of(RecordSerde.of(
                format, QueryEmbedding.class, RegistrationRecords::toWire, RegistrationRecords::toProgram));
    }

    /** Fails on what it cannot read. */
    public Serde<Event> events() {
        return RecordSerde.of(format, MatchEvent.class, EventRecords::toWire, EventRecords::toProgram);
    }

    /** Fails on what it cannot read. */
    public Serde<NearMiss> nearMisses() {
        return RecordSerde.of(
                format, io.earshot.schema.NearMiss.class, NearMissRecords::toWire, NearMissRecords::toProgram);
    }

    /** Fails on what it cannot read. */
    public Serde<StoredSegment> segments() {
        return RecordSerde.of(format, SegmentEmbedding.class, SegmentRecords::toWire, SegmentRecords::toProgram);
    }

    /** Bytes that cannot be read become {@link Decoded.Undecodable}; fails only if the registry does. */
    public Serde<Decoded<Calibration>> calibrations() {
        return TolerantSerde.of(RecordSerde.of(
                format, io.earshot.schema.Calibration.class, CalibrationRecords::toWire, CalibrationRecords::standing));
    }

    /** Fails on what it cannot read. */
    public Serde<MinuteCoverage> coverage() {
        return RecordSerde.of(
                format, io.earshot.schema.Coverage.class, CoverageRecords::toWire, CoverageRecords::toProgram);
    }

    /** Bytes that cannot be read become {@link Decoded.Undecodable}; fails only if the registry does. */
    public Serde<Decoded<AudioSource>> sources() {
        return TolerantSerde.of(RecordSerde.of(
                format, io.earshot.schema.AudioSource.class, SourceRecords::toWire, SourceRecords::toProgram));
    }

    /** Bytes that cannot be read become {@link Decoded.Undecodable}; fails only if the registry does. */
    public Serde<Decoded<SourceStatus>> sourceStates() {
        return TolerantSerde.of(RecordSerde.of(
                format, io.earshot.schema.SourceStatus.class, SourceRecords::toWire, SourceRecords::toProgram));
    }

    /** Bytes that cannot be read become {@link Decoded.Undecodable}; fails only if the registry does. */
    public Serde<Decoded<Receiver>> receivers() {
        return TolerantSerde.of(RecordSerde.of(
                format, io.earshot.schema.Receiver.class, ReceiverRecords::toWire, ReceiverRecords::toProgram));
    }

    /** Bytes that cannot be read become {@link Decoded.Undecodable}; fails only if the registry does. */
    public Serde<Decoded<EventVerdict>> verdicts() {
        return TolerantSerde.of(RecordSerde.of(
                format, io.earshot.schema.Verdict.class, VerdictRecords::toWire, VerdictRecords::toProgram));
    }
}
