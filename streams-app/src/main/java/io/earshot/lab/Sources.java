package io.earshot.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Sources that are played on threads of their own. */
final class Sources {
    private Sources() {}

    /** @throws IOException if one of those that have ended broke off */
    static void throwFailure(List<Future<Long>> playing) throws IOException, InterruptedException {
        await(playing.stream().filter(Future::isDone).toList());
    }

    /**
     * Waits until all have ended.
     *
     * @throws IOException if one broke off
     */
    static void await(List<Future<Long>> playing) throws IOException, InterruptedException {
        for (Future<Long> source : playing) {
            try {
                source.get();
            } catch (ExecutionException e) {
                throw new IOException("a source broke off: " + e.getCause().getMessage(), e.getCause());
            }
        }
    }
}
