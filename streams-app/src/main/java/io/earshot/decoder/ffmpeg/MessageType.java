package io.earshot.decoder.ffmpeg;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of messages between the program and its decoder. */
public enum MessageType {
    /** Program to decoder, first and once: what to decode, a {@link DecodeRequest}. */
    REQUEST,
    /** Program to decoder: the next bytes of a stream's container. */
    INPUT,
    /** Program to decoder: the stream has ended. */
    INPUT_END,
    /** Decoder to program, once, before the first samples: UTF-8 text, a line for each audio track. */
    OPENED,
    /** Decoder to program: samples, in {@link DecoderMain#DECODED}; empty for a second of samples that are left out. */
    PCM,
    /** Decoder to program, last: all was decoded; UTF-8 text of what is missing at the end, or nothing. */
    ENDED,
    /** Decoder to program, last: nothing could be decoded; UTF-8 text of the reason. */
    FAILED;

    /** As it is sent: both ends are of one release. */
    byte code() {
        return (byte) ordinal();
    }

    static Optional<MessageType> of(byte code) {
        return Arrays.stream(values()).filter(type -> type.code() == code).findFirst();
    }
}
