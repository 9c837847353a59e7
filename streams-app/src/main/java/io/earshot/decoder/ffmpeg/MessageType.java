package io.earshot.decoder.ffmpeg;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of messages between the program and its decoder. */
public enum MessageType {
    /** Program to decoder, first and once: what to decode, a {@link DecodeRequest}. */
    REQUEST('R'),
    /** Program to decoder: the next bytes of a stream's container. */
    INPUT('I'),
    /** Program to decoder: the stream has ended. */
    INPUT_END('E'),
    /** Decoder to program, once, before the first samples: UTF-8 text, a line for each audio track. */
    OPENED('O'),
    /** Decoder to program: samples, in {@link DecoderMain#DECODED}; empty for a second of samples that are left out. */
    PCM('P'),
    /** Decoder to program, last: all was decoded; UTF-8 text of what is missing at the end, or nothing. */
    ENDED('Z'),
    /** Decoder to program, last: nothing could be decoded; UTF-8 text of the reason. */
    FAILED('F');

    private final char code;

    MessageType(char code) {
        this.code = code;
    }

    /** As it is sent. */
    byte code() {
        return (byte) code;
    }

    static Optional<MessageType> of(byte code) {
        return Arrays.stream(values()).filter(type -> type.code() == code).findFirst();
    }
}
