package io.earshot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rules that ops/acls.txt has for each role.
 *
 * @param lines role, resource, pattern, name and operations of each
 */
record KafkaRules(List<List<String>> lines) {
    static final Path FILE = Path.of(System.getProperty("earshot.home"), "ops", "acls.txt");

    static KafkaRules read() throws IOException {
        return new KafkaRules(Files.readAllLines(FILE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .toList());
    }

    Collection<String> roles() {
        TreeSet<String> roles = new TreeSet<>();
        lines.forEach(line -> roles.add(line.get(0)));
        return roles;
    }

    /** The rules of a role for a user, with names as the settings' defaults make them. */
    List<AclBinding> of(String role, String user) {
        List<AclBinding> rules = new ArrayList<>();
        for (List<String> line : lines) {
            if (line.get(0).equals(role)) {
                for (String operation : line.get(4).split(",", -1)) {
                    rules.add(rule(line, AclOperation.fromString(words(operation)), user));
                }
            }
        }
        return rules;
    }

    private static AclBinding rule(List<String> line, AclOperation operation, String user) {
        ResourcePattern resource = new ResourcePattern(
                ResourceType.fromString(line.get(1).replace('-', '_')),
                named(line.get(3), Map.of("{prefix}", "earshot.", "{app}", "earshot")),
                PatternType.valueOf(line.get(2).toUpperCase(Locale.ROOT)));
        AccessControlEntry entry =
                new AccessControlEntry("User:" + user, "127.0.0.1", operation, AclPermissionType.ALLOW);
        return new AclBinding(resource, entry);
    }

    private static String named(String name, Map<String, String> values) {
        String named = name;
        for (Map.Entry<String, String> value : values.entrySet()) {
            named = named.replace(value.getKey(), value.getValue());
        }
        return named;
    }

    /** As Kafka's own tool writes operations: DescribeConfigs. */
    private static String words(String operation) {
        return operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
