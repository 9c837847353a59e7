package io.earshot.decoder.ffmpeg;

/** Why an address was not opened. */
public enum ConnectionFault {
    /** The other side wants a name and a password, or others. */
    UNAUTHORIZED("the other side answers 401: it wants a user and a password, or others"),
    /** The other side forbids it. */
    FORBIDDEN("the other side answers 403: forbidden"),
    /** The other side has no such stream, or not now. */
    NOT_FOUND("the other side answers 404: it has no such stream"),
    /** The other side calls the request wrong. */
    CLIENT_ERROR("the other side refuses the request (4xx)"),
    /** The other side cannot answer. */
    SERVER_ERROR("the other side has a fault of its own (5xx)"),
    /** Nobody listens there. */
    CONNECTION_REFUSED("connection refused: nobody listens there"),
    /** No answer came in time. */
    TIMED_OUT("timed out: no answer came"),
    /** No way leads to the host. */
    UNREACHABLE("the host cannot be reached"),
    /** The name of the host has no address. */
    HOST_NOT_FOUND("no host of that name is known"),
    /** The address, or what it refers to, needs a protocol that is not allowed. */
    PROTOCOL_NOT_ALLOWED("needs a protocol that is not allowed"),
    /** What came is no sound that can be decoded. */
    NO_SOUND("not audio that can be decoded"),
    /** Another one; the message has FFmpeg's words. */
    OTHER("cannot be opened");

    private final String words;

    ConnectionFault(String words) {
        this.words = words;
    }

    /** What to tell, on one line. */
    String words() {
        return words;
    }
}
