package io.earshot.lab.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** Values of a service's meters at one moment, by name and tags as Prometheus writes them. */
record Scrape(Map<String, Double> values) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** @param service its address */
    static Scrape of(String service) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(service + "/metrics")).build();
        Map<String, Double> values = new HashMap<>();
        CLIENT.send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
                });
        return new Scrape(values);
    }

    /** The increase since another. */
    double since(Scrape before, String name) {
        return values.getOrDefault(name, 0.) - before.values.getOrDefault(name, 0.);
    }

    /** The increases of meters with one tag, by its value. */
    Map<String, Double> since(Scrape before, String name, String tag) {
        String prefix = name + "{" + tag + "=\"";
        Map<String, Double> increases = new HashMap<>();
        for (String key : values.keySet()) {
            if (key.startsWith(prefix)) {
                increases.put(key.substring(prefix.length(), key.length() - 2), since(before, key));
            }
        }
        return increases;
    }
}
