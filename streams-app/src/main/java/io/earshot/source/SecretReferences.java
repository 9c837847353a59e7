package io.earshot.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * Resolves {@code ${env:NAME}} and {@code ${file:PATH}}, when a source is opened and not before. Only what a setting names
 * can be reached: whoever may write a source could otherwise send any file or variable to a server of his own.
 */
public final class SecretReferences {
    private static final long MOST_BYTES = 8_192;

    private final Map<String, String> environment;
    private final List<String> variables;
    private final List<Path> folders;
    private final String setting;

    /**
     * @param environment variables by name
     * @param allowed names of variables, which may end in '*', and absolute paths of folders
     */
    public SecretReferences(Map<String, String> environment, List<String> allowed) {
        this(environment, allowed, "source.secrets");
    }

    /** @param setting that names what is allowed, for messages */
    public SecretReferences(Map<String, String> environment, List<String> allowed, String setting) {
        this.environment = environment;
        this.setting = setting;
        this.variables = allowed.stream().filter(name -> !isFolder(name)).toList();
        this.folders = allowed.stream()
                .filter(SecretReferences::isFolder)
                .map(Path::of)
                .toList();
    }

    /**
     * A text with secrets in the place of references.
     *
     * @param secrets gets each of them
     * @throws NotAllowedException if one may not be read; the message holds no secret
     * @throws IOException if one is not there
     */
    public String resolve(String text, List<String> secrets) throws IOException {
        Matcher matcher = MaskedReferences.REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            String secret = matcher.group(1).equals("env") ? variable(matcher.group(2)) : file(matcher.group(2));
            secrets.add(secret);
            resolved.append(text, end, matcher.start()).append(secret);
            end = matcher.end();
        }
        return resolved.append(text, end, text.length()).toString();
    }

    /** Whether a text is nothing but references. */
    public static boolean areAll(String text) {
        return MaskedReferences.areAll(text);
    }

    /** A text that shows its references, and nothing else of itself. */
    public static String hidden(String text) {
        return MaskedReferences.hidden(text);
    }

    private String variable(String name) throws IOException {
        if (variables.stream().noneMatch(allowed -> matches(allowed, name))) {
            throw new NotAllowedException("${env:" + name + "} is not among the variables that addresses may refer to"
                    + " (setting " + setting + ")");
        }
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IOException("${env:" + name + "}: there is no such variable in the environment");
        }
        return value;
    }

    private String file(String name) throws IOException {
        Path path = Path.of(name);
        if (folders.stream().noneMatch(folder -> RealPaths.isBelow(path, folder))) {
            throw new NotAllowedException(
                    "${file:" + name + "} is not there, or in none of the folders that addresses may"
                            + " refer to (setting " + setting + ")");
        }
        if (Files.size(path) > MOST_BYTES) {
            throw new IOException("${file:" + name + "} has more than " + MOST_BYTES + " bytes");
        }
        String value = Files.readString(path).strip();
        if (value.isEmpty()) {
            throw new IOException("${file:" + name + "} is empty");
        }
        return value;
    }

    private static boolean isFolder(String name) {
        return name.startsWith("/") || name.matches("[a-zA-Z]:\\\\.*");
    }

    private static boolean matches(String allowed, String name) {
        return allowed.endsWith("*")
                ? name.startsWith(allowed.substring(0, allowed.length() - 1))
                : name.equals(allowed);
    }
}
