package io.earshot.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events as the specification of HTML says, block by block. */
final class EventReader implements AutoCloseable {
    private final HttpURLConnection connection;
    private final BufferedReader lines;
    private final int status;

    /**
     * A block.
     *
     * @param type empty: none
     * @param id empty: none
     * @param data empty: none
     * @param retry empty: none
     */
    record Block(String type, String id, String data, String retry) {}

    /**
     * Reads events.
     *
     * @param lastId empty: none
     */
    EventReader(int port, String query, String lastId) throws IOException {
        this(URI.create("http://127.0.0.1:" + port + "/api/events/stream" + query), lastId);
    }

    /** Another stream. */
    static EventReader at(int port, String pathAndQuery) throws IOException {
        return new EventReader(URI.create("http://127.0.0.1:" + port + pathAndQuery), "");
    }

    private EventReader(URI address, String lastId) throws IOException {
        connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(10_000);
        connection.setReadTimeout(30_000);
        connection.setRequestProperty("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            connection.setRequestProperty("Last-Event-ID", lastId);
        }
        status = connection.getResponseCode();
        lines = new BufferedReader(new InputStreamReader(
                status == 200 ? connection.getInputStream() : connection.getErrorStream(), StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    /** Empty at the end of the stream. */
    Optional<Block> next() throws IOException {
        String type = "";
        String id = "";
        String data = "";
        String retry = "";
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (line.substring(0, line.indexOf(':'))) {
                case "event" -> type = value;
                case "id" -> id = value;
                case "data" -> data = value;
                case "retry" -> retry = value;
                default -> throw new IOException("unexpected " + line);
            }
            line = lines.readLine();
        }
        return line == null ? Optional.empty() : Optional.of(new Block(type, id, data, retry));
    }

    /** Drops the connection, whatever is still under way. */
    @Override
    public void close() {
        connection.disconnect();
    }
}
