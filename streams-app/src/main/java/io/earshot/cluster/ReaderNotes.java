package io.earshot.cluster;

/** Is told how the threads that read topics do. Safe for several threads. */
public interface ReaderNotes {
    /** Takes no note. */
    ReaderNotes NONE = new ReaderNotes() {
        @Override
        public void alive(String reader, boolean isAlive) {
            // nobody asks
        }

        @Override
        public void skipped(String reader) {
            // nobody asks
        }

        @Override
        public void restarted(String reader) {
            // nobody asks
        }
    };

    /** Whether a reader reads now; it is said first when it begins. */
    void alive(String reader, boolean isAlive);

    /** It passed over a record that it could not use. */
    void skipped(String reader);

    /** It failed and begins again where it was. */
    void restarted(String reader);
}
