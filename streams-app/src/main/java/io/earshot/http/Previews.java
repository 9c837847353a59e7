package io.earshot.http;

import io.earshot.preview.Preview;
import io.earshot.preview.PreviewRequest;

/** Tells what a query would have told. Reads topics, which may take many seconds; registers and changes nothing. */
@FunctionalInterface
public interface Previews {
    /**
     * @throws io.earshot.preview.NothingToPreviewException if there is no such query or source, or nothing is kept
     * @throws IllegalArgumentException if something is out of range
     * @throws java.io.UncheckedIOException if the topics cannot be read
     */
    Preview preview(PreviewRequest request);
}
