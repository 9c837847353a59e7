package io.earshot.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A camera: offers a picture and 8 kHz sound (a tone of 1 kHz in A-law) by RTSP on loopback, and sends them inside that
 * connection. Packets may be left out. One client at a time.
 */
final class RtspServer implements Closeable {
    private static final int PACKET_SAMPLES = 160;
    private static final int PACKET_NANOS = 20_000_000;
    private static final int ALAW = 8;

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String refusal;
    private final int lostFrom;
    private final int lostTo;

    private RtspServer(String refusal, int lostFrom, int lostTo) throws IOException {
        this.refusal = refusal;
        this.lostFrom = lostFrom;
        this.lostTo = lostTo;
        Thread thread = new Thread(this::serve, "rtsp-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param lostFrom the first packet that is left out, of 50 a second */
    static RtspServer playing(int lostFrom, int lostTo) throws IOException {
        return new RtspServer("", lostFrom, lostTo);
    }

    /** @param refusal what it answers to whatever is asked: "401 Unauthorized" */
    static RtspServer refusing(String refusal) throws IOException {
        return new RtspServer(refusal, 0, 0);
    }

    String address() {
        return "rtsp://127.0.0.1:" + server.getLocalPort() + "/camera";
    }

    /** The first lines of what was asked. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                answer(client);
            } catch (IOException e) {
                assertThat(e).as("the client is gone, or the server is closed").isNotNull();
            }
        }
    }

    private void answer(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        String number = "";
        String request = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (request.isEmpty()) {
                request = line;
                requests.add(line);
            } else if (line.startsWith("CSeq:")) {
                number = line;
            } else if (line.isEmpty()) {
                out.write((refusal.isEmpty()
                                ? reply(request, number)
                                : "RTSP/1.0 " + refusal + "\r\n" + number + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                if (request.startsWith("PLAY")) {
                    play(out);
                }
                request = "";
            }
        }
    }

    private String reply(String request, String number) {
        String head = "RTSP/1.0 200 OK\r\n" + number + "\r\n";
        if (request.startsWith("OPTIONS")) {
            return head + "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n";
        }
        if (request.startsWith("DESCRIBE")) {
            String sdp = """
                    v=0
                    o=- 1 1 IN IP4 127.0.0.1
                    s=camera
                    t=0 0
                    m=video 0 RTP/AVP 96
                    a=rtpmap:96 H264/90000
                    a=control:picture
                    m=audio 0 RTP/AVP 8
                    a=control:sound
                    """.replace("\n", "\r\n");
            return head + "Content-Type: application/sdp\r\nContent-Length: " + sdp.length() + "\r\n\r\n" + sdp;
        }
        if (request.startsWith("SETUP")) {
            return head + "Session: 7\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n";
        }
        return head + "Session: 7\r\n\r\n";
    }

    private void play(DataOutputStream out) throws IOException {
        long began = System.nanoTime();
        for (int packet = 0; !server.isClosed(); packet++) {
            LockSupport.parkNanos(began + (long) packet * PACKET_NANOS - System.nanoTime());
            if (packet >= lostFrom && packet < lostTo) {
                continue;
            }
            out.writeByte('$');
            out.writeByte(0);
            out.writeShort(12 + PACKET_SAMPLES);
            out.writeByte(0x80);
            out.writeByte(ALAW);
            out.writeShort(packet);
            out.writeInt(packet * PACKET_SAMPLES);
            out.writeInt(4711);
            for (int i = 0; i < PACKET_SAMPLES; i++) {
                // A-law of a square wave: four samples up, four down.
                out.writeByte(i % 8 < 4 ? 0xb5 : 0x35);
            }
            out.flush();
        }
    }
}
