package io.earshot.cluster;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Says which right on which topic or group is missing. Kafka itself names the resource at most, and for the first record of a
 * producer not even that.
 */
public final class MissingRightException extends AuthorizationException {
    private static final long serialVersionUID = 1L;

    private MissingRightException(String right, String resource) {
        super("the user of Kafka lacks the right " + right + " on " + resource
                + "; ops/acls.txt lists what each role needs");
    }

    /**
     * Names the right.
     *
     * @param right as Kafka's rules write it, for example Write
     * @param topics that were to be used, where Kafka names none
     */
    static MissingRightException of(AuthorizationException refused, String right, Set<String> topics) {
        return new MissingRightException(right, resource(refused, topics));
    }

    /** The same for a group. */
    static MissingRightException ofGroup(String right, String group) {
        return new MissingRightException(right, "group " + group);
    }

    private static String resource(AuthorizationException refused, Set<String> topics) {
        if (refused instanceof GroupAuthorizationException group && group.groupId() != null) {
            return "group " + group.groupId();
        }
        Set<String> named =
                refused instanceof TopicAuthorizationException topic ? topic.unauthorizedTopics() : Set.of();
        return inWords(named.isEmpty() ? topics : named);
    }

    private static String inWords(Set<String> topics) {
        List<String> sorted = topics.stream().sorted().toList();
        return (sorted.size() == 1 ? "topic " : "topics ") + sorted.stream().collect(Collectors.joining(", "));
    }
}
