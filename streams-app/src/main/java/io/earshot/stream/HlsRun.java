package io.earshot.stream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;

/**
 * Segments that follow each other without a break, as one stream of bytes: one thread adds them as they come, another reads
 * them.
 */
final class HlsRun extends BlockInputStream {
    /** Segments that may wait to be read: a slow reader holds up the fetching, not the memory. */
    private static final int MOST_WAITING = 2;

    private final OptionalLong startMicros;
    private final double missingSeconds;
    private final ObjLongConsumer<HlsSegment> began;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private byte[] current = new byte[0];
    private int position;
    private boolean ended;
    private boolean closed;
    private IOException failure;

    /** Bytes of a segment; the segment is null for what its container needs before it. */
    private record Piece(HlsSegment segment, byte[] bytes) {}

    /**
     * @param startMicros capture time of the first sample, if the list states it
     * @param missingSeconds how much is missing before it
     * @param began gets each segment when its first byte is read, and for how many milliseconds the reader had waited for it
     */
    HlsRun(OptionalLong startMicros, double missingSeconds, ObjLongConsumer<HlsSegment> began) {
        this.startMicros = startMicros;
        this.missingSeconds = missingSeconds;
        this.began = began;
    }

    OptionalLong startMicros() {
        return startMicros;
    }

    double missingSeconds() {
        return missingSeconds;
    }

    /** Adds a segment; waits while enough of them wait to be read. */
    synchronized void add(HlsSegment segment, byte[] bytes) throws InterruptedException {
        while (pieces.size() >= MOST_WAITING && !closed) {
            wait();
        }
        pieces.add(new Piece(segment, bytes));
        notifyAll();
    }

    /** Nothing more is added. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nothing more can be added; whoever reads gets the reason. */
    synchronized void fail(IOException reason) {
        failure = reason;
        notifyAll();
    }

    /** Whether nothing will come; waits until that is known. */
    synchronized boolean isOver() throws IOException {
        awaitPiece();
        return pieces.isEmpty();
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (position == current.length && !next()) {
            return -1;
        }
        int n = Math.min(count, current.length - position);
        System.arraycopy(current, position, bytes, from, n);
        position += n;
        return n;
    }

    /** Goes on to the next piece; false at the end. */
    private boolean next() throws IOException {
        long from = System.nanoTime();
        Piece piece = await();
        if (piece == null) {
            return false;
        }
        current = piece.bytes();
        position = 0;
        if (piece.segment() != null) {
            began.accept(piece.segment(), (System.nanoTime() - from) / 1_000_000);
        }
        return true;
    }

    private synchronized Piece await() throws IOException {
        awaitPiece();
        notifyAll();
        return pieces.poll();
    }

    /** Waits until there is a piece, or there will be none. */
    private synchronized void awaitPiece() throws IOException {
        try {
            while (pieces.isEmpty() && !ended && failure == null && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a segment was awaited");
        }
        if (closed) {
            throw new IOException("is closed");
        }
        if (pieces.isEmpty() && failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        pieces.clear();
        notifyAll();
    }
}
