package io.earshot.notify;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How far a receiver has been told of a partition: the offset before which nothing is left to tell, and what is done behind
 * it, as a short text that is kept with the offset. So nothing is told twice because something before it waits. For one thread.
 */
public final class Progress {
    /** Brokers keep 4,096 bytes with an offset. */
    private static final int MOST_CHARS = 3_000;

    private static final int RADIX = 36;
    private static final String SEPARATOR = ".";

    private final NavigableSet<Long> open = new TreeSet<>();
    private final NavigableSet<Long> doneBefore = new TreeSet<>();
    private long next;

    /**
     * @param offset that was kept
     * @param text that was kept with it; an unreadable one says nothing
     */
    public Progress(long offset, String text) {
        this.next = offset;
        read(offset, text);
    }

    /** Whether a record was done before this began. */
    public boolean isDone(long offset) {
        return doneBefore.contains(offset);
    }

    /** The next record is left to be told. */
    public void begin(long offset) {
        open.add(offset);
        next = offset + 1;
    }

    /** The next record need not be told. */
    public void skip(long offset) {
        next = offset + 1;
    }

    /** Nothing before this offset will come any more. */
    public void reach(long offset) {
        next = Math.max(next, offset);
    }

    /** Records have been told. */
    public void done(Collection<Long> offsets) {
        offsets.forEach(open::remove);
    }

    /** The offset to keep. */
    public long offset() {
        if (!open.isEmpty()) {
            return open.first();
        }
        long at = next;
        while (doneBefore.contains(at)) {
            at++;
        }
        return at;
    }

    /** How many records are left to be told, of those that were read. */
    public int left() {
        return open.size();
    }

    /** How many records behind the offset were done before this began. */
    public int doneBehind() {
        return doneBefore.size();
    }

    /** Whether so much lies scattered behind the offset that no more should be read. */
    public boolean isFull() {
        return open.size() > 1 && text().length() > MOST_CHARS;
    }

    /** What to keep with the offset: lengths of runs, from the offset on, in turn left and done. */
    public String text() {
        long at = offset();
        // What was done before and has not been read again is still done.
        long end = doneBefore.isEmpty() ? next : Math.max(next, doneBefore.last() + 1);
        StringBuilder text = new StringBuilder();
        while (at < end) {
            long done = endOfRun(at, end, true);
            long left = endOfRun(done, end, false);
            text.append(text.isEmpty() ? "" : SEPARATOR)
                    .append(Long.toString(done - at, RADIX))
                    .append(SEPARATOR)
                    .append(Long.toString(left - done, RADIX));
            at = left;
        }
        return text.toString();
    }

    private long endOfRun(long from, long end, boolean isLeft) {
        long at = from;
        while (at < end && isLeft(at) == isLeft) {
            at++;
        }
        return at;
    }

    private boolean isLeft(long offset) {
        return open.contains(offset) || (offset >= next && !doneBefore.contains(offset));
    }

    private void read(long offset, String text) {
        if (!text.matches("[0-9a-z]{1,12}(\\.[0-9a-z]{1,12})*")) {
            return;
        }
        long at = offset;
        boolean isDone = false;
        for (String length : text.split("\\.", -1)) {
            long run = Long.parseLong(length, RADIX);
            for (long i = 0; isDone && i < run; i++) {
                doneBefore.add(at + i);
            }
            at += run;
            isDone = !isDone;
        }
    }
}
