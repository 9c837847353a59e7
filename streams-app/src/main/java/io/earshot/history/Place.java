package io.earshot.history;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in a topic.
 *
 * @param next the offset of the next record of each partition, by its number
 */
public record Place(SortedMap<Integer, Long> next) {
    private static final Pattern TEXT = Pattern.compile("\\d{1,5}:\\d{1,18}(,\\d{1,5}:\\d{1,18})*");
    private static final int MOST_CHARS = 100_000;

    public Place {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    /** @param next is copied */
    public static Place of(Map<Integer, Long> next) {
        return new Place(new TreeMap<>(next));
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static Place parse(String text) {
        if (text.length() > MOST_CHARS || !TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("the cursor is none of this service; leave it out to start anew");
        }
        SortedMap<Integer, Long> next = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            next.put(Integer.valueOf(part.substring(0, colon)), Long.valueOf(part.substring(colon + 1)));
        }
        return new Place(next);
    }

    /** For example {@code 0:17,1:4}. */
    public String text() {
        return next.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** The same, but for one partition. */
    public Place with(int partition, long offset) {
        SortedMap<Integer, Long> moved = new TreeMap<>(next);
        moved.put(partition, offset);
        return new Place(moved);
    }

    /** The later of the two in each partition. */
    public Place latest(Place other) {
        SortedMap<Integer, Long> latest = new TreeMap<>(next);
        other.next.forEach((partition, offset) -> latest.merge(partition, offset, Math::max));
        return new Place(latest);
    }

    /** How many offsets lie between this and a later place; partitions that this one does not name count from 0. */
    public long offsetsTo(Place later) {
        return later.next.entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue() - next.getOrDefault(entry.getKey(), 0L)))
                .sum();
    }
}
