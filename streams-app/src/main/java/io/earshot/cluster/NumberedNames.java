package io.earshot.cluster;

import io.earshot.query.SourceFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that come often, each kept once, by numbers from 0. For one thread at a time. */
final class NumberedNames {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** The number of a name; a new one gets the next. */
    int number(String name) {
        Integer known = numbers.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    String name(int number) {
        return names.get(number);
    }

    /** By number, whether a name is one of those that a filter lets pass. */
    boolean[] matching(SourceFilter filter) {
        boolean[] matching = new boolean[names.size()];
        for (int number = 0; number < matching.length; number++) {
            matching[number] = filter.appliesTo(names.get(number));
        }
        return matching;
    }
}
