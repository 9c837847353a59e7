package io.earshot.live;

/** Something of a source that watchers are told as it arrives. */
public sealed interface LiveItem permits Columns, Gap, ScoredHop {
    /** Id of the source. */
    String sourceId();
}
