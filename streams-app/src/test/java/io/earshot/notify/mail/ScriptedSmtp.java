package io.earshot.notify.mail;

import io.earshot.notify.TestCertificate;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A mail server that answers as it is told; what it is not told of goes well. */
final class ScriptedSmtp implements Closeable {
    /** Instead of an answer: none, for ever. */
    static final String SILENCE = "";

    /** Instead of an answer: the connection ends. */
    static final String HANG_UP = "hang up";

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final SSLSocketFactory tls;

    /** @param certificate to be shown after STARTTLS; null: it has no STARTTLS */
    ScriptedSmtp(TestCertificate certificate) throws IOException, GeneralSecurityException {
        this.tls = certificate == null ? null : factory(certificate);
        thread(this::accept);
    }

    /** What it says to a command, by the command's beginning. */
    ScriptedSmtp answers(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    String url() {
        return "smtp://127.0.0.1:" + server.getLocalPort();
    }

    /** All that it was asked, in its order. */
    List<String> commands() {
        return commands;
    }

    /** The texts that it was given. */
    List<String> mails() {
        return mails;
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                thread(() -> serve(socket));
            }
        } catch (IOException e) {
            // It was closed.
            return;
        }
    }

    private void serve(Socket plain) {
        Socket socket = plain;
        try (plain) {
            BufferedReader in = reader(socket);
            if (!say(socket, "CONNECT", "220 test")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                if (line.equals("STARTTLS") && tls != null) {
                    say(socket, line, "220 go on");
                    socket = encrypted(socket);
                    in = reader(socket);
                } else if (!answer(socket, in, line)) {
                    return;
                }
            }
        } catch (IOException e) {
            // The sender has left.
            return;
        }
    }

    private boolean answer(Socket socket, BufferedReader in, String line) throws IOException {
        if (line.startsWith("EHLO")) {
            String extension = tls == null || socket instanceof SSLSocket ? "" : "250-STARTTLS\r\n";
            return say(socket, line, "250-test\r\n" + extension + "250 AUTH PLAIN LOGIN");
        }
        if (!line.equals("DATA")) {
            return say(socket, line, "250 fine");
        }
        if (answers.containsKey("DATA") || !say(socket, line, "354 go on")) {
            return say(socket, line, HANG_UP);
        }
        List<String> text = new ArrayList<>();
        for (String part = in.readLine(); part != null && !part.equals("."); part = in.readLine()) {
            text.add(part);
        }
        mails.add(String.join("\n", text));
        return say(socket, ".", "250 taken");
    }

    /** False: the connection is over. */
    private boolean say(Socket socket, String command, String otherwise) throws IOException {
        String answer = answers.entrySet().stream()
                .filter(entry -> command.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
        if (answer.equals(HANG_UP)) {
            return false;
        }
        if (!answer.equals(SILENCE)) {
            OutputStream out = socket.getOutputStream();
            out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        return true;
    }

    private Socket encrypted(Socket socket) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.createSocket(socket, null, socket.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static SSLSocketFactory factory(TestCertificate certificate) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.store())) {
            keys.load(in, TestCertificate.PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, TestCertificate.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
