package io.earshot.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The brokers of a run, each a process, and a relay from each place to each of them. */
final class Brokers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String INSIDE = "INSIDE";

    private final Path folder;
    private final int sweepMillis;
    private final List<String> places;
    private final List<Integer> inside;
    private final List<Integer> controllers;
    private final List<Map<String, Integer>> listeners = new ArrayList<>();
    private final List<Map<String, Relay>> relays = new ArrayList<>();
    private final List<Started> nodes = new ArrayList<>();
    private int starts;

    /** @param places that services call from */
    Brokers(Path folder, int count, int sweepMillis, List<String> places) throws IOException {
        this.folder = folder;
        this.sweepMillis = sweepMillis;
        this.places = places;
        inside = Ports.free(count);
        controllers = Ports.free(count);
        for (int i = 0; i < count; i++) {
            List<Integer> ports = Ports.free(places.size());
            Map<String, Integer> ofNode = new TreeMap<>();
            Map<String, Relay> relaysOfNode = new TreeMap<>();
            for (int place = 0; place < places.size(); place++) {
                ofNode.put(places.get(place), ports.get(place));
                relaysOfNode.put(places.get(place), Relay.start(0, ports.get(place)));
            }
            listeners.add(ofNode);
            relays.add(relaysOfNode);
        }
    }

    void start() throws IOException, InterruptedException {
        for (int node = 0; node < count(); node++) {
            nodes.add(launch(node));
        }
        for (Started node : nodes) {
            node.await("started", PATIENCE);
        }
    }

    int count() {
        return inside.size();
    }

    Started node(int node) {
        return nodes.get(node);
    }

    /** Starts a broker again on its folder and ports; returns when it serves. */
    void restart(int node) throws IOException, InterruptedException {
        nodes.set(node, launch(node));
        nodes.get(node).await("started", PATIENCE);
    }

    /** For players and readers. */
    String bootstrap() {
        return inside.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** For the service at a place. */
    String bootstrap(String place) {
        return relays.stream()
                .map(ofNode -> "127.0.0.1:" + ofNode.get(place).port())
                .collect(Collectors.joining(","));
    }

    /** Changes the network between a place and all brokers. */
    void network(String place, Relay.State state) throws IOException {
        for (Map<String, Relay> ofNode : relays) {
            ofNode.get(place).become(state);
        }
    }

    private Started launch(int node) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                folder.resolve("broker-" + (node + 1)).toString(),
                Integer.toString(node + 1),
                BrokerProgram.controllers(controllers),
                Integer.toString(sweepMillis),
                INSIDE + ":" + inside.get(node) + ":" + inside.get(node)));
        for (String place : places) {
            arguments.add(place + ":" + listeners.get(node).get(place) + ":"
                    + relays.get(node).get(place).port());
        }
        starts++;
        return Started.start(
                folder, "broker-" + (node + 1) + "-" + starts, Programs.ofTests(BrokerProgram.class, 384, arguments));
    }

    /** Brokers that ended though nobody ended them. */
    List<Started> endedByThemselves() {
        return nodes.stream().filter(Started::hasEndedByItself).toList();
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(Started::close);
        for (Map<String, Relay> ofNode : relays) {
            for (Relay relay : ofNode.values()) {
                relay.close();
            }
        }
    }
}
