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
 * Compares a topic with its specification. Others may have created it: a broker that creates topics by itself uses its own
 * defaults, which delete queries after a week.
 */
final class TopicCheck {
    private static final String POLICY = "cleanup.policy";
    private static final String TIMESTAMPS = "message.timestamp.type";
    private static final String MAX_BYTES = "max.message.bytes";

    private final List<Difference> differences = new ArrayList<>();

    private TopicCheck() {}

    /**
     * An existing topic.
     *
     * @param partitions their number
     * @param config of the topic; empty without the permission to read it
     */
    record Found(int partitions, Map<String, String> config) {}

    /**
     * A difference from the specification.
     *
     * @param name of the topic
     * @param what setting, or partitions
     * @param found value of the topic
     * @param wanted value of the specification
     * @param isHarmful whether Earshot would lose or misinterpret data
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
     * @param partitions number in the specification
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

    /** The operator may choose the partitions of sources; a table has one, which each process reads whole. */
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

    /** The operator may change retention and segment files. */
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
