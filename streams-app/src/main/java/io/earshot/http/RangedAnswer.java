package io.earshot.http;

import io.earshot.evidence.EvidenceFile;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;

/** Answers with a file or the part of it that was asked for: players go to a place in it only so. */
final class RangedAnswer {
    private final EvidenceFile file;
    private final String tag;

    RangedAnswer(EvidenceFile file) {
        this.file = file;
        this.tag = '"' + file.sha256() + '"';
    }

    void write(Context ctx) throws IOException {
        ctx.header(Header.ACCEPT_RANGES, "bytes").header(Header.ETAG, tag);
        // The browser may keep it, but asks whether it is the same: an event that is open grows.
        ctx.header(Header.CACHE_CONTROL, "private, no-cache");
        file.notes().forEach(ctx::header);
        if (isKnown(ctx.header(Header.IF_NONE_MATCH))) {
            ctx.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        String condition = ctx.header(Header.IF_RANGE);
        Optional<ByteRange> range = condition == null || condition.equals(tag)
                ? ByteRange.of(ctx.header(Header.RANGE), file.bytes())
                : Optional.empty();
        if (range.isPresent() && !range.get().isSatisfiable()) {
            ctx.header(Header.CONTENT_RANGE, "bytes */" + file.bytes());
            throw new ProblemException(HttpStatus.RANGE_NOT_SATISFIABLE, "the file has " + file.bytes() + " bytes");
        }
        range.ifPresent(part -> ctx.status(HttpStatus.PARTIAL_CONTENT)
                .header(Header.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + file.bytes()));
        send(ctx, range.orElse(new ByteRange(0, file.bytes() - 1)));
    }

    private boolean isKnown(String known) {
        return known != null
                && Arrays.stream(known.split(",", -1))
                        .map(String::strip)
                        .anyMatch(each ->
                                each.equals("*") || each.replaceFirst("^W/", "").equals(tag));
    }

    private void send(Context ctx, ByteRange part) throws IOException {
        ctx.contentType(file.mediaType());
        ctx.header(Header.CONTENT_LENGTH, Long.toString(part.bytes()));
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        InputStream in = Files.newInputStream(file.path());
        try {
            in.skipNBytes(part.first());
            ctx.result(new Part(in, part.bytes()));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The next bytes of a stream, and no more. */
    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long bytes) {
            super(in);
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = super.read(bytes, from, (int) Math.min(left, count));
            left -= Math.max(0, read);
            return read;
        }
    }
}
