package io.earshot.wire;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.nio.ByteBuffer;

/** Chunks of audio on the wire. */
public final class AudioChunkSerde extends RecordSerde<AudioChunk, io.earshot.schema.AudioChunk> {
    AudioChunkSerde(WireFormat format) {
        super(format, io.earshot.schema.AudioChunk.class);
    }

    @Override
    io.earshot.schema.AudioChunk toRecord(AudioChunk chunk) {
        return io.earshot.schema.AudioChunk.newBuilder()
                .setSourceId(chunk.sourceId())
                .setKind(Symbols.toWire(io.earshot.schema.ChunkKind.class, chunk.kind()))
                .setEpochId(chunk.epochId())
                .setFirstSample(chunk.firstSample())
                .setEpochStartMicros(chunk.epochStartMicros())
                .setSampleRateHz(chunk.format().sampleRateHz())
                .setChannels(chunk.format().channels())
                .setEncoding(Symbols.toWire(
                        io.earshot.schema.SampleEncoding.class, chunk.format().encoding()))
                .setGapSamples(chunk.gapSamples())
                .setPayload(ByteBuffer.wrap(chunk.payload()))
                .build();
    }

    @Override
    AudioChunk fromRecord(io.earshot.schema.AudioChunk found) {
        PcmFormat format = new PcmFormat(
                found.getSampleRateHz(),
                found.getChannels(),
                Symbols.toProgram(SampleEncoding.class, found.getEncoding()));
        return new AudioChunk(
                found.getSourceId(),
                Symbols.toProgram(ChunkKind.class, found.getKind()),
                found.getEpochId(),
                found.getFirstSample(),
                found.getEpochStartMicros(),
                format,
                found.getGapSamples(),
                Floats.bytes(found.getPayload()));
    }
}
