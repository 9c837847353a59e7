package io.earshot.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The audio of a stream in which titles stand between the bytes, as Icecast and Shoutcast send it: after each interval a
 * byte that counts blocks of 16, then {@code StreamTitle='...';} and more of the kind, filled up with zeros.
 */
final class IcyInputStream extends BlockInputStream {
    private static final int BLOCK_BYTES = 16;
    private static final String TITLE = "StreamTitle='";
    private static final String TITLE_END = "';";

    private final InputStream in;
    private final int interval;
    private int left;
    private volatile String title = "";

    /** @param interval bytes of audio between two titles, positive */
    IcyInputStream(InputStream in, int interval) {
        this.in = in;
        this.interval = interval;
        this.left = interval;
    }

    /** As it was sent last; empty if none was. */
    String title() {
        return title;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (left == 0) {
            if (!readTitle()) {
                return -1;
            }
            left = interval;
        }
        int got = in.read(bytes, from, Math.min(count, left));
        left -= Math.max(got, 0);
        return got;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(bytes, 8_192)]));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** False at the end of the stream. */
    private boolean readTitle() throws IOException {
        int blocks = in.read();
        if (blocks <= 0) {
            return blocks == 0;
        }
        byte[] text = in.readNBytes(blocks * BLOCK_BYTES);
        if (text.length < blocks * BLOCK_BYTES) {
            throw new EOFException("the stream ends inside a title");
        }
        title = titleIn(decoded(text), title);
        return true;
    }

    /** Titles hold apostrophes and semicolons as they are: one ends where the next field begins, or the text does. */
    private static String titleIn(String text, String before) {
        int from = text.indexOf(TITLE);
        if (from < 0) {
            return before;
        }
        from += TITLE.length();
        int next = text.indexOf(TITLE_END + "Stream", from);
        int end = next >= 0 ? next : text.lastIndexOf(TITLE_END);
        if (end < from) {
            end = text.endsWith("'") && text.length() > from ? text.length() - 1 : text.length();
        }
        return text.substring(from, end);
    }

    private static String decoded(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            // Older encoders write Latin-1.
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
