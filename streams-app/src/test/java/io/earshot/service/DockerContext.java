package io.earshot.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a folder that its .dockerignore lets through to a build of the image. */
final class DockerContext {
    private static final Pattern PART = Pattern.compile("\\*\\*/|[*?]|[^*?]+");

    /** A line of .dockerignore: what it names, with all below it, is left out, or let in again. */
    private record Rule(Pattern names, boolean letsIn) {}

    private final Path root;
    private final List<Rule> rules;

    private DockerContext(Path root, List<Rule> rules) {
        this.root = root;
        this.rules = rules;
    }

    static DockerContext of(Path root) throws IOException {
        return new DockerContext(
                root,
                Files.readAllLines(root.resolve(".dockerignore")).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .map(DockerContext::rule)
                        .toList());
    }

    /** Whether the file is part of it: the last rule that names it decides. */
    boolean holds(Path file) {
        String path = root.relativize(file).toString();
        boolean held = true;
        for (Rule rule : rules) {
            if (rule.names().matcher(path).matches()) {
                held = rule.letsIn();
            }
        }
        return held;
    }

    private static Rule rule(String line) {
        boolean letsIn = line.startsWith("!");
        String glob = letsIn ? line.substring(1) : line;
        String names = PART.matcher(glob).replaceAll(part -> Matcher.quoteReplacement(regex(part.group())));
        return new Rule(Pattern.compile(names + "(?:/.*)?"), letsIn);
    }

    private static String regex(String part) {
        return switch (part) {
            case "**/" -> "(?:.*/)?";
            case "*" -> "[^/]*";
            case "?" -> "[^/]";
            default -> Pattern.quote(part);
        };
    }
}
