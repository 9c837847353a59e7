package io.earshot.wire;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.AudioOrigin;
import io.earshot.audio.ChunkKind;
import io.earshot.audio.GapReason;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.nio.ByteBuffer;

/** Between chunks of audio and their Avro form. */
final class AudioChunkRecords {
    private AudioChunkRecords() {}

    static io.earshot.schema.AudioChunk toWire(AudioChunk chunk) {
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
                .setOrigin(Symbols.toWire(io.earshot.schema.AudioOrigin.class, chunk.origin()))
                .setGapReason(Symbols.toWire(io.earshot.schema.GapReason.class, chunk.gapReason()))
                .setTitle(chunk.title())
                .build();
    }

    static AudioChunk toProgram(io.earshot.schema.AudioChunk found) {
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
                Floats.bytes(found.getPayload()),
                found.getOrigin() == io.earshot.schema.AudioOrigin.RECORDING ? AudioOrigin.RECORDING : AudioOrigin.LIVE,
                Symbols.toProgram(GapReason.class, found.getGapReason()),
                found.getTitle());
    }
}
