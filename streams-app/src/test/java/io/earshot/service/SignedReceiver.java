package io.earshot.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver of webhooks that believes only what is signed, and drops doubles by their ids. */
final class SignedReceiver implements AutoCloseable {
    private final Map<String, JsonNode> byId = new ConcurrentHashMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final String secret;

    private SignedReceiver(HttpServer server, String secret) {
        this.server = server;
        this.secret = secret;
    }

    static SignedReceiver start(String secret) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SignedReceiver receiver = new SignedReceiver(server, secret);
        server.createContext("/", receiver::take);
        server.start();
        return receiver;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** The bodies, by the ids of their messages. */
    Map<String, JsonNode> messages() {
        return Map.copyOf(byId);
    }

    /** Why messages were not believed. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, List<String>> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            try {
                new Webhook(secret).verify(body, headers);
                byId.put(headers.get("webhook-id").get(0), new ObjectMapper().readTree(body));
            } catch (WebhookVerificationException e) {
                wrong.add(String.valueOf(e.getMessage()));
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
