package io.earshot.stream;

import io.earshot.source.NotAllowedException;
import io.earshot.stream.StreamRefusedException.Retry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import okhttp3.HttpUrl;

/** Follows a list and fetches its segments, on a thread of its own, until it is closed or cannot go on. */
final class HlsFetcher implements Runnable {
    private static final int TRIES = 3;
    private static final int KNOWN_SEGMENTS = 20;
    private static final double LEAST_PAUSE_SECONDS = 0.2;
    private static final double LEAST_PATIENCE_SECONDS = 10;

    private final HlsResources resources;
    private final BlockingQueue<HlsRun> runs;
    private final ObjLongConsumer<HlsSegment> began;
    private final Cancellation cancellation;
    private final HlsTimeline timeline = new HlsTimeline();
    private final Deque<HttpUrl> known = new ArrayDeque<>();
    private final HttpRequest request;
    private HlsList list;
    private HlsRun run;
    private Runnable closeRun;
    private long next;
    private volatile double targetSeconds;

    /**
     * @param request asks for the list
     * @param list as it is at first
     * @param runs gets each run when it begins
     * @param began gets each segment when it is read
     */
    HlsFetcher(
            HlsResources resources,
            HttpRequest request,
            HlsList list,
            BlockingQueue<HlsRun> runs,
            ObjLongConsumer<HlsSegment> began,
            Cancellation cancellation) {
        this.resources = resources;
        this.request = request;
        this.list = list;
        this.runs = runs;
        this.began = began;
        this.cancellation = cancellation;
        this.next = list.firstSequence();
        this.targetSeconds = list.targetSeconds();
    }

    /** The longest that a segment lasts, as the list says now. */
    double targetSeconds() {
        return targetSeconds;
    }

    @Override
    public void run() {
        try {
            follow();
            finish(new HlsRun(OptionalLong.empty(), timeline.missingSeconds(), began), null);
        } catch (IOException e) {
            finish(new HlsRun(OptionalLong.empty(), 0, began), e);
        } catch (InterruptedException e) {
            finish(new HlsRun(OptionalLong.empty(), 0, began), new InterruptedIOException("is closed"));
        }
    }

    /** The last run has no segments: it ends the stream, or says why it cannot go on. */
    private void finish(HlsRun last, IOException failure) {
        if (failure == null) {
            last.end();
        } else {
            last.fail(failure);
        }
        runs.add(last);
        if (run != null) {
            run.end();
        }
    }

    private void follow() throws IOException, InterruptedException {
        boolean changed = true;
        while (true) {
            long from = System.nanoTime();
            take();
            if (list.isEnded()) {
                return;
            }
            double elapsed = (System.nanoTime() - from) / 1e9;
            pause((changed ? targetSeconds : targetSeconds / 2) - elapsed);
            long before = list.lastSequence();
            poll();
            changed = list.lastSequence() != before;
        }
    }

    /** Fetches the list again; bears failures for a while. */
    private void poll() throws IOException, InterruptedException {
        long from = System.nanoTime();
        while (true) {
            try {
                HlsResources.Listed listed = resources.list(request);
                list = HlsListParser.parse(listed.text(), listed.request().url());
                targetSeconds = list.targetSeconds();
                return;
            } catch (IOException e) {
                cancellation.requireGoingOn();
                double patience = Math.max(LEAST_PATIENCE_SECONDS, 3 * targetSeconds);
                if ((System.nanoTime() - from) / 1e9 > patience) {
                    throw e;
                }
                pause(targetSeconds / 2);
            }
        }
    }

    /** Fetches the segments that are new. */
    private void take() throws IOException, InterruptedException {
        if (list.segments().isEmpty()) {
            return;
        }
        if (list.lastSequence() + 1 < next && !isStale()) {
            timeline.restart();
            next = list.firstSequence();
        }
        if (next < 0) {
            next = list.firstSequence();
        }
        for (HlsSegment segment : list.segments()) {
            if (segment.sequence() >= next) {
                timeline.lose(segment.sequence() - next, segment);
                take(segment);
                next = segment.sequence() + 1;
            }
        }
    }

    /** A cache may answer with a list that was: its newest segment is one that we know. */
    private boolean isStale() {
        HlsSegment newest = list.segments().get(list.segments().size() - 1);
        return known.contains(newest.part().url());
    }

    private void take(HlsSegment segment) throws IOException, InterruptedException {
        if (!segment.key().isReadable()) {
            throw new StreamRefusedException(
                    "the stream is protected (" + segment.key().method() + "), which Earshot cannot hear",
                    Retry.SLOWLY);
        }
        known.addLast(segment.part().url());
        if (known.size() > KNOWN_SEGMENTS) {
            known.removeFirst();
        }
        byte[] bytes = segment.isGap() ? null : fetched(segment);
        if (bytes == null) {
            timeline.lose(segment);
            return;
        }
        HlsTimeline.Joint joint = timeline.follow(segment);
        if (joint.isNewRun()) {
            begin(joint, resources.map(request, segment));
        }
        run.add(segment, bytes);
    }

    private void begin(HlsTimeline.Joint joint, byte[] map) throws InterruptedException {
        HlsRun before = run;
        run = new HlsRun(joint.startMicros(), before == null ? 0 : joint.missingSeconds(), began);
        cancellation.remove(closeRun);
        closeRun = run::close;
        cancellation.add(closeRun);
        runs.add(run);
        if (before != null) {
            before.end();
        }
        if (map.length > 0) {
            run.add(null, map);
        }
    }

    /** A segment's bytes, or null if they are not to be had. */
    private byte[] fetched(HlsSegment segment) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return resources.segment(request, segment);
            } catch (IOException e) {
                cancellation.requireGoingOn();
                if (isFinal(e)) {
                    throw e;
                }
                if (attempt == TRIES) {
                    return null;
                }
                pause(Math.min(1, targetSeconds / 4));
            }
        }
    }

    /** What is not allowed, or cannot be decrypted, will not be with the next segment. */
    private static boolean isFinal(IOException failure) {
        return failure instanceof NotAllowedException || failure.getCause() instanceof GeneralSecurityException;
    }

    private static void pause(double seconds) throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep(Math.round(Math.max(LEAST_PAUSE_SECONDS, seconds) * 1e6));
    }
}
