package io.earshot.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Many listeners to the stream of events on one thread, whose processor time can be told from that of the service. */
final class BenchListeners implements AutoCloseable {
    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicLong blocks = new AtomicLong();
    private final Thread thread = new Thread(this::read, "bench-listeners");

    private BenchListeners(int port, int count) throws IOException {
        this.selector = Selector.open();
        byte[] request = ("GET /api/events/stream HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.write(ByteBuffer.wrap(request));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            channels.add(channel);
        }
    }

    static BenchListeners connect(int port, int count) throws IOException {
        BenchListeners listeners = new BenchListeners(port, count);
        listeners.thread.setDaemon(true);
        listeners.thread.start();
        return listeners;
    }

    /** Blocks that were received, by all together. */
    long blocks() {
        return blocks.get();
    }

    double processorSeconds() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) / 1e9;
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        try {
            while (selector.isOpen()) {
                selector.select(key -> count((SocketChannel) key.channel(), buffer));
            }
        } catch (ClosedSelectorException e) {
            return; // the measurement is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(SocketChannel channel, ByteBuffer buffer) {
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IllegalStateException("the service ended a stream");
            }
            for (int i = 1; i < buffer.position(); i++) {
                if (buffer.get(i) == '\n' && buffer.get(i - 1) == '\n') {
                    blocks.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("a stream broke: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
