package io.earshot.app;

import io.earshot.cluster.ReaderNotes;
import io.earshot.metrics.LifeMeters;

/** Counts how the threads do that read topics. */
record CountedReaders(LifeMeters meters) implements ReaderNotes {
    @Override
    public void begins(String reader) {
        meters.readerBegins(reader);
    }

    @Override
    public void died(String reader) {
        meters.readerDied(reader);
    }

    @Override
    public void revived(String reader) {
        meters.readerRevived(reader);
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
