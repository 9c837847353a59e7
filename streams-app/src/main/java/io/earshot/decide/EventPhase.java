package io.earshot.decide;

/** Phase of an event. */
public enum EventPhase {
    OPEN,
    UPDATE,
    CLOSE
}
