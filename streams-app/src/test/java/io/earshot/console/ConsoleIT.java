package io.earshot.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.earshot.notify.http.HookServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The whole way of a person who has nothing but the page: from the address of a station to being told. */
@Timeout(300)
class ConsoleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration EVENT_WITHIN = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private ConsoleService service;
    private Browser browser;
    private Page page;

    @Test
    void shouldLeadFromAnAddressToAnEventAndToThoseWhoAreTold() throws Exception {
        try (Browser started = Browser.start(Files.createDirectory(folder.resolve("browser")));
                Station station = Station.start(folder, "siren.wav", "rain.wav");
                HookServer hook = HookServer.start(HookServer.always("204 No Content"));
                ConsoleService served = ConsoleService.serve(folder)) {
            service = served;
            browser = started;
            page = new Page(browser, service.url());
            browser.show(Theme.LIGHT, 1280, 900);
            page.load("sources");
            addSource(station.url());
            writeQuery();
            String event = awaitEvent();
            playItsClip();
            askWhy();
            judge(event);
            addReceiver(hook);
            assertThat(browser.faults()).isEmpty();
            assertThat(browser.askedElsewhere()).isEmpty();
        }
    }

    private void addSource(String address) throws Exception {
        page.press("^Add a source$");
        page.fill("^Address", address);
        page.fill("^Id", "gate");
        page.press("^Add and listen$");
        page.awaitText("queries hear it", PATIENCE);
        page.press("^Done$");
        assertThat(service.api().get("/api/sources/gate").get("address").asText())
                .isEqualTo(address);
    }

    /** Sees what it would have done before it is saved. */
    private void writeQuery() throws Exception {
        page.go("Queries");
        page.click("link", "^Write a query$");
        page.fill("^What should be heard", "a siren wailing");
        page.fill("^Id", "siren");
        page.await("an event that the query would have made", PATIENCE, () -> {
            String text = page.text();
            if (text.matches("(?s).*\\d+ events? in .* of audio.*Would have fired.*")) {
                return true;
            }
            if (!text.contains("Listening again")) {
                page.press("^last hour$");
            }
            return false;
        });
        page.press("^Save$");
        page.awaitText("siren is saved and listening");
        assertThat(service.api().get("/api/queries/siren").get("text").asText()).isEqualTo("a siren wailing");
    }

    /** On the page; its id. */
    private String awaitEvent() {
        long saved = System.nanoTime();
        page.go("Events");
        page.await(
                "card of an event",
                PATIENCE,
                () -> !page.all("row", "a siren wailing in gate").isEmpty());
        Duration took = Duration.ofNanos(System.nanoTime() - saved);
        System.out.println("an event is on the page " + took.toMillis() + " ms after its query was saved");
        assertThat(took).as("from the query's save to its event on the page").isLessThan(EVENT_WITHIN);
        return page.all("row", "a siren wailing in gate").get(0).getAttribute("data-event");
    }

    private void playItsClip() {
        page.press("^Play a siren wailing");
        page.await("sound that plays", PATIENCE, () -> played() > 0.5);
        double before = played();
        page.await("sound that goes on", PATIENCE, () -> played() > before + 0.5);
        page.press("^Stop$");
        page.await("silence", PATIENCE, () -> browser.<Boolean>script("return watched.played.at(-1).paused"));
    }

    /** Seconds of what was played last. */
    private double played() {
        Number seconds = browser.script("return watched.played.at(-1)?.currentTime ?? 0");
        return seconds.doubleValue();
    }

    private void askWhy() throws Exception {
        page.press("^Why: a siren wailing");
        page.awaitText("a siren wailing.*gate", PATIENCE);
        page.awaitText("(heard|fired|reached|confidence)", PATIENCE);
        browser.screenshot("why-light-1280");
        assertThat(Axe.violations(browser)).as("the answer to why").isEmpty();
        page.keys(Keys.ESCAPE);
    }

    /** By a click, and then otherwise by a key. */
    private void judge(String event) throws Exception {
        page.press("^Right: a siren wailing");
        awaitVerdict("RIGHT");
        page.keys("w");
        awaitVerdict("WRONG");
        page.keys("r");
        awaitVerdict("RIGHT");
        JsonNode first = service.api().get("/api/verdicts?limit=1").get("items").get(0);
        assertThat(first.get("query").asText()).isEqualTo("siren");
        assertThat(event).hasSize(32);
    }

    private void awaitVerdict(String verdict) {
        page.await("verdict " + verdict, PATIENCE, () -> {
            try {
                JsonNode items = service.api().get("/api/verdicts?limit=10").get("items");
                return items.size() == 1
                        && verdict.equals(items.get(0).get("verdict").asText());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private void addReceiver(HookServer hook) throws Exception {
        page.go("Receivers");
        page.press("^Add a receiver$");
        page.choose("^Kind", "Webhook");
        page.fill("^Id", "desk");
        page.fill("^Address", hook.url("/hook"));
        page.fill("^Secret", ConsoleService.SECRET_REFERENCE);
        page.press("^Add the receiver$");
        page.press("^Send a test message$");
        page.await("outcome of the test", PATIENCE, () -> !hook.posts().isEmpty());
        page.awaitText("took the test message", PATIENCE);
        page.press("^Done$");
        assertThat(hook.posts().get(0).target()).isEqualTo("/hook");
        assertThat(service.api().get("/api/receivers/desk").get("kind").asText())
                .isEqualTo("WEBHOOK");
    }
}
