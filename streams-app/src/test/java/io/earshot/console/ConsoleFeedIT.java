package io.earshot.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one stream that all tabs of a browser share, and what becomes of a tab through which many events have come. */
@Timeout(300)
class ConsoleFeedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TABS = 8;
    private static final int MEASURED = 20;

    /** A bound for machines on which much else runs; the aim is 300 ms. */
    private static final long LATEST_MILLIS = 2_000;

    private static final int MANY = 3_000;
    private static final double GROWTH_MB = 12;

    /** Notes when the card of each event came. */
    private static final String NOTE_CARDS = """
            window.came = {};
            const note = () => {
              for (const each of document.querySelectorAll("[data-event]")) came[each.dataset.event] ??= Date.now();
            };
            note();
            new MutationObserver(note).observe(document.querySelector("#main"), { childList: true, subtree: true });
            """;

    @TempDir
    private Path folder;

    private ConsoleService service;
    private Browser browser;
    private Page page;

    @BeforeEach
    void start() throws Exception {
        browser = Browser.start(Files.createDirectory(folder.resolve("browser")));
        // A second stream of the browser would get nothing.
        service = ConsoleService.serve(folder, "http.streams=1");
        page = new Page(browser, service.url());
        browser.show(Theme.LIGHT, 1280, 900);
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void shouldServeAllTabsByOneStreamComeBackByItselfAndStaySmall() throws Exception {
        page.load("events");
        String first = browser.driver().getWindowHandle();
        try (WrittenEvents events = WrittenEvents.open(service.broker(), "siren", "a siren wailing")) {
            awaitCard(events.write());
            measureDelay(events);
            measureGrowth(events);
        }
        List<String> tabs = new ArrayList<>(List.of(first));
        for (int i = 1; i < TABS; i++) {
            tabs.add(browser.newWindow());
            browser.show(Theme.LIGHT, 1280, 900);
            page.load("events");
        }
        try (WrittenEvents events = WrittenEvents.open(service.broker(), "siren", "a siren wailing")) {
            events.skip(MANY + MEASURED + 10);
            everyTabShows(tabs, events.write());
        }
        service.stop();
        refuse();
        service.start();
        try (WrittenEvents events = WrittenEvents.open(service.broker(), "siren", "a siren wailing")) {
            events.skip(MANY + MEASURED + 20);
            everyTabShows(tabs, events.write());
        }
    }

    private void everyTabShows(List<String> tabs, String event) {
        for (String tab : tabs) {
            browser.driver().switchTo().window(tab);
            awaitCard(event);
        }
    }

    /** The newest event, or the button that says that there are new ones. */
    private void awaitCard(String event) {
        page.await("event " + event, PATIENCE, () -> {
            page.all("button", "^\\d+ new events?$").forEach(button -> button.click());
            return browser.<Boolean>script(
                    "return Boolean(document.querySelector(`[data-event='${arguments[0]}']`))", event);
        });
    }

    private void measureDelay(WrittenEvents events) throws Exception {
        browser.script(NOTE_CARDS);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < MEASURED; i++) {
            String event = events.write();
            long written = System.currentTimeMillis();
            page.await("event " + event, PATIENCE, () -> cameAt(event) > 0);
            millis.add(cameAt(event) - written);
        }
        Collections.sort(millis);
        System.out.println("an event is on the page after its record: median " + millis.get(MEASURED / 2)
                + " ms, worst " + millis.get(MEASURED - 1) + " ms of " + MEASURED);
        assertThat(millis.get(MEASURED / 2))
                .as("milliseconds from record to page")
                .isLessThan(LATEST_MILLIS);
    }

    private long cameAt(String event) {
        Number at = browser.script("return came[arguments[0]] ?? 0", event);
        return at.longValue();
    }

    private void measureGrowth(WrittenEvents events) throws Exception {
        // What is kept of a list at its longest is no growth.
        awaitCard(events.write(500));
        double before = heapMb();
        awaitCard(events.write(MANY - 500));
        double after = heapMb();
        System.out.printf("heap of the page: %.1f MB, after %d more events %.1f MB%n", before, MANY - 500, after);
        assertThat(after - before).as("growth of the heap in MB").isLessThan(GROWTH_MB);
        Number cards = browser.script("return document.querySelectorAll('[data-event]').length");
        assertThat(cards.intValue()).as("cards on the page").isLessThanOrEqualTo(500);
    }

    private double heapMb() {
        browser.devTools("HeapProfiler.collectGarbage", Map.of());
        browser.devTools("HeapProfiler.collectGarbage", Map.of());
        Number used =
                (Number) browser.devTools("Runtime.getHeapUsage", Map.of()).get("usedSize");
        return used.doubleValue() / 1e6;
    }

    /** In the service's place somebody answers 503, as what stands before it would; until the page has been told so. */
    private void refuse() throws Exception {
        HttpServer busy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()), 0);
        busy.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(503, -1);
            }
        });
        busy.start();
        try {
            page.awaitText("No answer", PATIENCE);
        } finally {
            busy.stop(0);
        }
    }
}
