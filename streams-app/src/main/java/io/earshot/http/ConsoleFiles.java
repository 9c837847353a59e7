package io.earshot.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the console: its own, under {@code /console/}, and those of the libraries that it uses, under {@code /lib/}.
 * They come from the class path, so that a browser asks no other host. Anyone may read them; what they show needs a key.
 */
final class ConsoleFiles {
    /** Where the libraries lie; the versions are those of the build. */
    static final Map<String, String> LIBRARIES = Map.of("lit-html", "lit-html/3.3.2/", "uplot", "uplot/1.6.30/dist/");

    private static final String WEBJARS = "/META-INF/resources/webjars/";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** Names that cannot leave their folder. */
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9][\\w-]*/)*[A-Za-z0-9][\\w-]*(?:\\.\\w+)+");

    private final Map<String, Optional<Body>> read = new ConcurrentHashMap<>();

    private record Body(byte[] bytes, String type, String etag) {}

    /** Adds the page and its files. */
    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/", ctx -> answer(ctx, Optional.of("/web/index.html")));
        routes.get("/console/<file>", ctx -> answer(ctx, own(ctx.pathParam("file"))));
        routes.get(
                "/lib/{library}/<file>",
                ctx -> answer(ctx, ofLibrary(ctx.pathParam("library"), ctx.pathParam("file"))));
    }

    private static Optional<String> own(String file) {
        return Optional.of(file).filter(ConsoleFiles::isName).map(name -> "/web/" + name);
    }

    private static Optional<String> ofLibrary(String library, String file) {
        return Optional.ofNullable(LIBRARIES.get(library))
                .filter(folder -> isName(file))
                .map(folder -> WEBJARS + folder + file);
    }

    private static boolean isName(String file) {
        return NAME.matcher(file).matches() && TYPES.containsKey(ending(file));
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    private void answer(Context ctx, Optional<String> resource) {
        Body body = resource.flatMap(name -> read.computeIfAbsent(name, ConsoleFiles::read))
                .orElseThrow(() -> new ProblemException(HttpStatus.NOT_FOUND, "the console has no such file"));
        // Asked again at each load and mostly not sent again: an update of the service is an update of the page.
        ctx.header("Cache-Control", "no-cache");
        ctx.header("ETag", body.etag);
        if (body.etag.equals(ctx.header("If-None-Match"))) {
            ctx.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        ctx.contentType(body.type).result(body.bytes);
    }

    private static Optional<Body> read(String name) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Optional.of(new Body(
                    bytes, TYPES.get(ending(name)), '"' + HexFormat.of().formatHex(digest, 0, 16) + '"'));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the console's " + name, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
