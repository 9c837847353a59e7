package io.earshot.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.earshot.decoder.SharedDecoder;
import io.earshot.decoder.ffmpeg.SoundEncoder;
import io.earshot.source.AudioSource;
import io.earshot.source.StreamPolicy;
import io.earshot.stream.StreamRefusedException.Retry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files, pipes and sound cards; and datagrams and SRT, sent from this machine. */
@Timeout(60)
class LocalStreamsIT {
    private static final SharedDecoder DECODER = new SharedDecoder();
    private static final int TS_PACKETS = 7 * 188;

    @TempDir
    private static Path folder;

    private static Path flac;
    private static byte[] transport;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    @BeforeAll
    static void encode() throws IOException {
        flac = SoundEncoder.encode(folder.resolve("tones.flac"), "flac", ToneCode.RATE, 1, ToneCode.pcm(4));
        transport = Files.readAllBytes(
                SoundEncoder.encode(folder.resolve("tones.ts"), "aac", ToneCode.RATE, 1, ToneCode.pcm(30)));
    }

    @AfterAll
    static void closeDecoder() throws IOException {
        DECODER.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        pace.shutdownNow();
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void shouldHearAFileToItsEndAndSayThatItIsOne() throws Exception {
        LiveStream stream = opened(flac.toString());
        assertThat(stream.isFinite()).isTrue();
        assertThat(seconds(stream, 10)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void shouldRefuseWhatIsNotThereOrNotAllowed() throws Exception {
        assertRefused(folder.resolve("none.wav").toString(), Retry.SLOWLY, "no such file");
        Path text = Files.writeString(folder.resolve("notes.txt"), "no audio at all");
        assertRefused(text.toString(), Retry.SLOWLY, "notes.txt: ");
        assertRefused("gopher://x/", Retry.NEVER, "the protocol gopher is not known");
        AddressOpener service =
                new AddressOpener(DECODER, StreamPolicy.ofService("http,file", "any", "", "", Map.of()), "test");
        open.add(service);
        for (String address : new String[] {flac.toString(), "mic:", "-"}) {
            assertThatThrownBy(() -> service.open(AudioSource.of("a", address)))
                    .isInstanceOfSatisfying(
                            StreamRefusedException.class,
                            e -> assertThat(e.retry()).isEqualTo(Retry.NEVER));
        }
    }

    @Test
    void shouldOpenTheRecordingsOfAFolderOneByOne() throws Exception {
        Path watched = Files.createDirectory(folder.resolve("watched"));
        Path first = Files.copy(flac, watched.resolve("one.flac"));
        AudioSource source = AudioSource.of("a", watched.toString());
        AddressOpener opener = opener();
        assertThatThrownBy(() -> opener.open(source)).hasMessageContaining("it is a folder");
        assertThat(opener.recordings(AudioSource.of("b", flac.toString()), RecordingFolder.Mark.NONE))
                .isEmpty();
        RecordingFolder recordings =
                opener.recordings(source, RecordingFolder.Mark.NONE).orElseThrow();
        org.awaitility.Awaitility.await().until(() -> recordings.next().isPresent());
        LiveStream stream = opener.open(source, recordings.next().orElseThrow());
        open.add(stream);
        assertThat(seconds(stream, 10)).containsExactly(0, 1, 2, 3);
        recordings.done(first);
        assertThat(recordings.next()).isEmpty();
    }

    @Test
    void shouldHearANamedPipeAndEndWhenItIsClosed() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<LiveStream> opening = CompletableFuture.supplyAsync(() -> {
            try {
                return opened(pipe.toString());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        try (OutputStream writer = Files.newOutputStream(pipe)) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    writer.write(Files.readAllBytes(flac));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            LiveStream stream = opening.get(20, TimeUnit.SECONDS);
            assertThat(stream.isFinite()).isFalse();
            byte[] second = new byte[2 * stream.format().sampleRateHz()];
            assertThat(stream.read(second)).isEqualTo(second.length);
            writing.get(10, TimeUnit.SECONDS);
            CompletableFuture<Throwable> reading =
                    CompletableFuture.supplyAsync(() -> catchThrowable(() -> stream.read(new byte[1_000_000])));
            stream.close();
            reading.get(2, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldRecordFromASoundCardUntilItIsClosed() throws Exception {
        assertThat(Microphones.names()).contains(TestSoundCard.NAME);
        LiveStream stream = opened("mic:earshot test");
        assertThat(stream.description()).contains("44100 Hz");
        assertThat(seconds(stream, 5)).containsExactly(0, 1, 2, 3, 4);
        CompletableFuture<Throwable> reading =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> seconds(stream, 100)));
        stream.close();
        reading.get(2, TimeUnit.SECONDS);
        assertRefused("mic:no such card", Retry.SLOWLY, "there is no sound card no such card; there are: ");
    }

    @Test
    void shouldHearDatagrams() throws Exception {
        int port = freePort();
        DatagramSocket socket = new DatagramSocket();
        open.add(socket);
        play(packet -> socket.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port)));
        assertFollowing(seconds(opened("udp://127.0.0.1:" + port), 5));
    }

    @Test
    void shouldHearSrtFromItsOwnSender() throws Exception {
        int port = freePort();
        Process sender = Peers.program(
                        "usr/bin/srt-live-transmit", "file://con", "srt://127.0.0.1:" + port + "?mode=listener")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        open.add(sender::destroyForcibly);
        play(packet -> {
            sender.getOutputStream().write(packet);
            sender.getOutputStream().flush();
        });
        LiveStream[] stream = new LiveStream[1];
        // It listens a moment after its start.
        org.awaitility.Awaitility.await().ignoreExceptions().until(() -> {
            stream[0] = opened("srt://127.0.0.1:" + port + "?mode=caller");
            return true;
        });
        assertFollowing(seconds(stream[0], 5));
    }

    @FunctionalInterface
    private interface Sender {
        void send(byte[] packet) throws IOException;
    }

    /** Sends the programme at twice its pace, so that a test need not wait for the decoder's first look at it. */
    private void play(Sender sender) {
        double perSecond = 2.0 * transport.length / 30;
        long start = System.nanoTime();
        int[] sent = {0};
        Future<?> playing = pace.scheduleAtFixedRate(
                () -> {
                    int due = (int) ((System.nanoTime() - start) / 1e9 * perSecond);
                    while (sent[0] < due && sent[0] + TS_PACKETS <= transport.length) {
                        try {
                            sender.send(Arrays.copyOfRange(transport, sent[0], sent[0] + TS_PACKETS));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                        sent[0] += TS_PACKETS;
                    }
                },
                0,
                10,
                TimeUnit.MILLISECONDS);
        open.add(() -> playing.cancel(true));
    }

    private static void assertFollowing(List<Integer> seconds) {
        assertThat(seconds).hasSizeGreaterThan(3);
        for (int i = 1; i < seconds.size(); i++) {
            assertThat(seconds.get(i)).isEqualTo(seconds.get(i - 1) + 1);
        }
    }

    private static List<Integer> seconds(LiveStream stream, int most) throws IOException {
        int hz = stream.format().sampleRateHz();
        byte[] heard = new byte[2 * most * hz];
        byte[] buffer = new byte[hz / 5];
        int at = 0;
        for (int got = 0; got != -1 && at + buffer.length <= heard.length; got = stream.read(buffer)) {
            System.arraycopy(buffer, 0, heard, at, got);
            at += got;
        }
        return ToneCode.tenths(Arrays.copyOf(heard, at), hz).stream()
                .filter(second -> second >= 0)
                .distinct()
                .toList();
    }

    private void assertRefused(String address, Retry retry, String words) {
        assertThatThrownBy(() -> opener().open(AudioSource.of("a", address)))
                .isInstanceOfSatisfying(StreamRefusedException.class, e -> {
                    assertThat(e.retry()).isEqualTo(retry);
                    assertThat(e.getMessage()).contains(words);
                });
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private LiveStream opened(String address) throws IOException, InterruptedException {
        LiveStream stream = opener().open(AudioSource.of("a", address));
        open.add(stream);
        return stream;
    }

    private AddressOpener opener() {
        AddressOpener opener = new AddressOpener(DECODER, StreamPolicy.ofConsole(Map.of()), "test");
        open.add(opener);
        return opener;
    }
}
