package io.earshot.cluster;

import io.earshot.topology.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares a topic with what it must be. Others may have made it: a broker that makes topics by itself gives each of them
 * its own defaults, with which queries are deleted after a week.
 */
final class TopicCheck {
    private static final String POLICY = "cleanup.policy";
    private static final String TIMESTAMPS = "message.timestamp.type";
    private static final String MAX_BYTES = "max.message.bytes";

    private final List<Difference> differences = new ArrayList<>();

    private TopicCheck() {}

    /**
     * A topic as it is.
     *
     * @param partitions how many it has
     * @param config of the topic; empty if it may not be read
     */
    record Found(int partitions, Map<String, String> config) {}

    /**
     * Something that is not as Earshot makes it.
     *
     * @param name of the topic
     * @param what of it
     * @param found as it is
     * @param wanted as it would be made
     * @param isHarmful whether Earshot would lose or misjudge something
     */
    record Difference(String name, String what, String found, String wanted, boolean isHarmful) {
        String inWords() {
            return name + " has " + what + " " + found + (isHarmful ? ", but needs " : ", made by Earshot it has ")
                    + wanted;
        }
    }

    /**
     * All differences of a topic.
     *
     * @param partitions that it would be made with
     */
    static List<Difference> differences(Topics.Topic wanted, int partitions, Found found) {
        TopicCheck check = new TopicCheck();
        check.partitions(wanted, partitions, found.partitions());
        new TreeMap<>(wanted.config())
                .forEach((key, value) -> Optional.ofNullable(found.config().get(key))
                        .filter(is -> !same(key, is, value))
                        .ifPresent(is -> check.add(wanted, key, is, value, isHarmful(key, is, value))));
        return check.differences;
    }

    /** How many sources' partitions there are is the operator's choice; a table is read whole by each process, from one. */
    private void partitions(Topics.Topic wanted, int partitions, int found) {
        if (found != partitions) {
            add(wanted, "partitions", Integer.toString(found), Integer.toString(partitions), !wanted.bySource());
        }
    }

    private void add(Topics.Topic topic, String what, String found, String wanted, boolean isHarmful) {
        differences.add(new Difference(topic.name(), what, found, wanted, isHarmful));
    }

    private static boolean same(String key, String found, String wanted) {
        return key.equals(POLICY) ? policies(found).equals(policies(wanted)) : found.equals(wanted);
    }

    /** How long records are kept, and in what files, may be changed on purpose. */
    private static boolean isHarmful(String key, String found, String wanted) {
        return switch (key) {
            case POLICY, TIMESTAMPS -> true;
            case MAX_BYTES -> Long.parseLong(found) < Long.parseLong(wanted);
            default -> false;
        };
    }

    private static Set<String> policies(String list) {
        return new TreeSet<>(Arrays.asList(list.replace(" ", "").split(",")));
    }
}
