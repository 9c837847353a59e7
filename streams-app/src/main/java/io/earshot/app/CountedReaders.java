package io.earshot.app;

import io.earshot.cluster.ReaderNotes;
import io.earshot.metrics.LifeMeters;

/** Counts how the threads do that read topics. */
record CountedReaders(LifeMeters meters) implements ReaderNotes {
    @Override
    public void alive(String reader, boolean isAlive) {
        meters.reader(reader, isAlive);
    }

    @Override
    public void skipped(String reader) {
        meters.recordSkipped(reader);
    }

    @Override
    public void restarted(String reader) {
        meters.readerRestarted(reader);
    }
}
