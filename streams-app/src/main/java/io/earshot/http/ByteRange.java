package io.earshot.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file, as a request's {@code Range} names it (RFC 9110).
 *
 * @param first byte of it
 * @param last byte of it; before {@code first} if no byte of the file is in it
 */
record ByteRange(long first, long last) {
    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /**
     * The range of a header; empty if it is not understood, or asks for several parts: then the whole is the right answer.
     *
     * @param bytes length of the file
     */
    static Optional<ByteRange> of(String header, long bytes) {
        Matcher range = ONE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long suffix = Long.parseLong(range.group(2));
            return Optional.of(
                    suffix == 0 ? new ByteRange(0, -1) : new ByteRange(Math.max(0, bytes - suffix), bytes - 1));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (last < first) {
            return Optional.empty();
        }
        return Optional.of(first >= bytes ? new ByteRange(0, -1) : new ByteRange(first, Math.min(last, bytes - 1)));
    }

    boolean isSatisfiable() {
        return last >= first;
    }

    long bytes() {
        return last - first + 1;
    }
}
