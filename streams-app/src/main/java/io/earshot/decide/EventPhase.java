package io.earshot.decide;

/** Where an event is in its life. */
public enum EventPhase {
    OPEN,
    UPDATE,
    CLOSE
}
