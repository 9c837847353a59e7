package io.earshot.decoder.ffmpeg;

import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.javacpp.Loader;

/**
 * The decoder process: listens on a socket in a private folder, decodes one source for each connection, and ends when its
 * standard input does, that is with the program that started it, however that ends.
 */
public final class DecoderMain {
    /** What comes out: mono at the rate that models hear. */
    public static final PcmFormat DECODED = new PcmFormat(32_000, 1, SampleEncoding.S16);

    /** Containers of sound. Play lists and scripts are not among them: they could name other files. */
    public static final String CONTAINERS =
            "wav,w64,rf64,aiff,au,caf,mp3,flac,ogg,mov,aac,matroska,asf,ac3,eac3,dts,amr,"
                    + "mpegts,mpeg,ape,tta,wv,tak,mpc,mpc8,avi,flv,gsm,voc,oma,dsf";

    /** The line that it prints once it listens; any other line is the reason why it does not. */
    public static final String READY = "ready";

    private DecoderMain() {}

    /**
     * What its class path has to hold.
     *
     * @throws IOException if FFmpeg's libraries for this platform are not there
     */
    public static List<Path> classPath() throws IOException {
        List<Path> path = new ArrayList<>();
        path.add(home(Loader.class));
        path.add(home(avformat.class));
        String natives = "/org/bytedeco/ffmpeg/" + Loader.getPlatform() + "/";
        URL folder = avformat.class.getResource(natives);
        if (folder == null) {
            throw new IOException("there are no libraries of FFmpeg for this platform, " + Loader.getPlatform());
        }
        path.add(jar(folder));
        path.add(home(DecoderMain.class));
        return path;
    }

    /** @param arguments the path of the socket */
    public static void main(String[] arguments) throws IOException {
        ignoreSignals();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            try {
                load();
                server.bind(UnixDomainSocketAddress.of(Path.of(arguments[0])));
            } catch (IOException | RuntimeException | LinkageError e) {
                System.out.println(e.toString().replaceAll("\\p{Cntrl}", " "));
                return;
            }
            endWithStandardInput();
            System.out.println(READY);
            serve(server);
        }
    }

    /**
     * A terminal's Ctrl-C, and the manager of a service, signal all processes of a program at once. The program decides when
     * its sources have ended. Java has signals in its module {@code jdk.unsupported} only, for which no compiler flag silences
     * the warning; so they are reached by name.
     */
    private static void ignoreSignals() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ignore = handler.getField("SIG_IGN").get(null);
            for (String name : List.of("INT", "TERM", "HUP")) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), ignore);
            }
        } catch (ReflectiveOperationException e) {
            // Where there is no such signal the platform's own way stays.
            return;
        }
    }

    private static void load() {
        Loader.load(avutil.class);
        Loader.load(swresample.class);
        Loader.load(avcodec.class);
        Loader.load(avformat.class);
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    }

    private static void serve(ServerSocketChannel server) throws IOException {
        for (int connection = 1; ; connection++) {
            SocketChannel socket = server.accept();
            Thread thread = new Thread(new DecodingSession(new MessageChannel(socket)), "decode-" + connection);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void endWithStandardInput() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() != -1) {
                            // The program writes nothing; only the end matters.
                        }
                    } catch (IOException e) {
                        // It ends all the same.
                    }
                    Runtime.getRuntime().halt(0);
                },
                "end-with-program");
        thread.setDaemon(true);
        thread.start();
    }

    private static Path home(Class<?> type) throws IOException {
        return path(type.getProtectionDomain().getCodeSource().getLocation());
    }

    private static Path jar(URL inside) throws IOException {
        String file = inside.getPath();
        int end = file.indexOf("!/");
        return path(new URL(end < 0 ? inside.toString() : file.substring(0, end)));
    }

    private static Path path(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IOException("not a path: " + url, e);
        }
    }
}
