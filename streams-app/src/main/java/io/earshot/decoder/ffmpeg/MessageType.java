package io.earshot.decoder.ffmpeg;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of messages between the program and its decoder. Texts are UTF-8. */
public enum MessageType {
    /** Program to decoder, first and once: what to decode, a {@link DecodeRequest}. */
    REQUEST('R'),
    /** Program to decoder, first and once: what to encode, an {@link EncodeRequest}; {@link #ENDED} answers it. */
    ENCODE('C'),
    /** Program to decoder: the next bytes of a stream's container, or of the samples that are encoded. */
    INPUT('I'),
    /** Program to decoder: the stream has ended. */
    INPUT_END('E'),
    /** Decoder to program, once, before the first samples: text, a line for each audio track. */
    OPENED('O'),
    /** Decoder to program: how the samples that follow were made, a {@link DecodedForm}. */
    FORM('D'),
    /** Decoder to program: text of what the stream says that it plays from here on. */
    TITLE('T'),
    /** Decoder to program: eight bytes, how many samples are missing before those that follow. */
    MISSING('M'),
    /** Decoder to program: samples, in {@link DecoderMain#DECODED}; empty for a second of samples that are left out. */
    PCM('P'),
    /** Decoder to program, last: all was decoded; text of what is missing at the end, or nothing. */
    ENDED('Z'),
    /** Decoder to program, last: nothing could be decoded; text of the reason. */
    FAILED('F'),
    /** Decoder to program, last: an address could not be opened; text: a {@link ConnectionFault}, a line break, the reason. */
    REFUSED('X');

    private final char code;

    MessageType(char code) {
        this.code = code;
    }

    /** Whether nothing comes after it. */
    public boolean isLast() {
        return this == ENDED || this == FAILED || this == REFUSED;
    }

    /** As it is sent. */
    byte code() {
        return (byte) code;
    }

    static Optional<MessageType> of(byte code) {
        return Arrays.stream(values()).filter(type -> type.code() == code).findFirst();
    }
}
