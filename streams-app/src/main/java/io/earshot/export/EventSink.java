package io.earshot.export;

import io.earshot.decide.Event;
import java.io.Closeable;
import java.io.IOException;

/** Writes events in some form. For one thread. */
public interface EventSink extends Closeable {
    void write(Event event) throws IOException;

    /** Completes what was written; closes what it was written to. */
    @Override
    void close() throws IOException;
}
