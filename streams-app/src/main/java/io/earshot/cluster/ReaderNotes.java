package io.earshot.cluster;

/** Is told how the threads that read topics do. Safe for several threads. */
public interface ReaderNotes {
    /** Takes no note. */
    ReaderNotes NONE = new ReaderNotes() {
        @Override
        public void begins(String reader) {
            // nobody asks
        }

        @Override
        public void died(String reader) {
            // nobody asks
        }

        @Override
        public void revived(String reader) {
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

    /** A thread begins to read; several may have one name. */
    void begins(String reader);

    /** A thread of that name cannot read now. */
    void died(String reader);

    /** A thread that could not read does so again, or was told to end. */
    void revived(String reader);

    /** It passed over a record that it could not use. */
    void skipped(String reader);

    /** It failed and begins again where it was. */
    void restarted(String reader);
}
