package io.earshot.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders of the image, made as the last stage of the Dockerfile says: what it copies from the build stage comes from
 * the built checkout, all else from what .dockerignore lets through.
 */
final class ImageLayout {
    private static final String BUILD_STAGE = "--from=build";
    private static final String BUILD_FOLDER = "/src/";
    private static final Pattern SETTING = Pattern.compile("(\\w+)=(\\S+)");

    private final Path checkout;
    private final Path root;
    private final List<String> instructions;

    private ImageLayout(Path checkout, Path root, List<String> instructions) {
        this.checkout = checkout;
        this.root = root;
        this.instructions = instructions;
    }

    /** Fills the folder as a build of the image would; fails where that would fail because there is nothing to copy. */
    static ImageLayout make(Path checkout, Path root) throws IOException {
        String text = Files.readString(checkout.resolve("Dockerfile")).replaceAll("(?m)^#.*\\R", "");
        String stage = text.substring(text.lastIndexOf("FROM ")).replaceAll("\\\\\\R", " ");
        ImageLayout layout = new ImageLayout(checkout, root, stage.lines().toList());
        for (String copy : layout.arguments("COPY")) {
            layout.copy(List.of(copy.split("\\s+")));
        }
        return layout;
    }

    /** A path of the image, where it lies here. */
    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /** What ENV sets, with the image's folders as they lie here. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        for (String line : arguments("ENV")) {
            Matcher settings = SETTING.matcher(line);
            while (settings.find()) {
                environment.put(settings.group(1), settings.group(2).replace("/home/", root + "/home/"));
            }
        }
        return environment;
    }

    private List<String> arguments(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length()).strip())
                .toList();
    }

    private void copy(List<String> words) throws IOException {
        boolean built = words.get(0).equals(BUILD_STAGE);
        DockerContext context = DockerContext.of(checkout);
        String to = words.get(words.size() - 1);
        for (String from : words.subList(built ? 1 : 0, words.size() - 1)) {
            Path source = checkout.resolve(built ? from.substring(BUILD_FOLDER.length()) : from);
            List<Path> files = files(source).stream()
                    .filter(file -> built || context.holds(file))
                    .toList();
            if (files.isEmpty()) {
                throw new IOException(
                        "Dockerfile copies " + from + ", and there is nothing, or .dockerignore names it");
            }
            Path target =
                    to.endsWith("/") && !Files.isDirectory(source) ? at(to).resolve(source.getFileName()) : at(to);
            for (Path file : files) {
                Path copy = target.resolve(source.relativize(file).toString()).normalize();
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static List<Path> files(Path source) throws IOException {
        if (!Files.exists(source)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(source)) {
            return new ArrayList<>(found.filter(Files::isRegularFile).toList());
        }
    }
}
