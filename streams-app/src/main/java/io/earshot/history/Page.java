package io.earshot.history;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list, newest first.
 *
 * @param items may be fewer than were asked for, or none, although there are more: a page also ends when its time is up
 * @param next where the next page begins; empty at the end of the list
 */
public record Page<T>(List<T> items, Optional<Place> next) {
    public Page {
        items = List.copyOf(items);
    }
}
