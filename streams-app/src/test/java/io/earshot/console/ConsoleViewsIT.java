package io.earshot.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.notify.http.HookServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** Each view in a real browser: with nothing to show, and then with sound, in both themes and on wide and narrow screens. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ConsoleViewsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int[] WIDTHS = {1280, 360};

    private Station station;
    private HookServer hook;
    private ConsoleService service;
    private Browser browser;
    private Page page;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        browser = Browser.start(Files.createDirectory(folder.resolve("browser")));
        station = Station.start(folder, "siren.wav", "rain.wav");
        hook = HookServer.start(HookServer.always("204 No Content"));
        service = ConsoleService.serve(folder);
        page = new Page(browser, service.url());
    }

    @AfterAll
    void stop() throws IOException {
        for (AutoCloseable each : new AutoCloseable[] {browser, service, hook, station}) {
            close(each);
        }
    }

    private static void close(AutoCloseable opened) throws IOException {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Order(1)
    @ParameterizedTest
    @CsvSource({
        "live, add a source|no source",
        "events, nothing|no event",
        "queries, no query|no queries|write",
        "sources, no source|add",
        "receivers, no receiver|add",
        "near-misses, no near miss|nothing",
        "coverage, no source|nothing"
    })
    void shouldSayWhatToDoNextWhereThereIsNothing(String view, String words) throws IOException {
        browser.show(Theme.LIGHT, 1280, 900);
        page.load(view);
        page.awaitQuiet();
        page.awaitText(words);
        String text = browser.script("return document.querySelector('#main .empty')?.innerText || ''");
        browser.screenshot(view + "-empty-light-1280");
        assertThat(text).as("what %s shows when it is empty", view).isNotBlank();
        requireNoFault(view + ", empty");
    }

    @Order(2)
    @ParameterizedTest
    @ValueSource(strings = {"live", "events", "queries", "sources", "receivers", "near-misses", "coverage", "status"})
    void shouldBeAccessibleAndFitInBothThemesOnWideAndNarrowScreens(String view) throws Exception {
        addSound();
        browser.show(Theme.LIGHT, 1280, 900);
        page.load(view);
        page.awaitQuiet();
        for (int width : WIDTHS) {
            for (Theme theme : Theme.values()) {
                String name = view + "-" + theme.word() + "-" + width;
                browser.show(theme, width, width == 360 ? 780 : 900);
                browser.awaitDrawn();
                browser.screenshot(name);
                requireNoFault(name);
                List<String> wide = wider();
                assertThat(wide).as("what is wider than the screen in %s", name).isEmpty();
            }
        }
    }

    @Order(3)
    @ParameterizedTest
    @ValueSource(strings = {"live", "events", "queries", "sources", "receivers", "near-misses", "coverage", "status"})
    void shouldBeReachedByTheKeyboardAlone(String view) throws Exception {
        addSound();
        browser.show(Theme.LIGHT, 1280, 900);
        page.load(view);
        page.awaitQuiet();
        List<String> unreached = new Keyboard(browser).unreached();
        assertThat(unreached).as("controls of %s that Tab does not reach", view).isEmpty();
    }

    @Order(4)
    @ParameterizedTest
    @CsvSource({"sources, Add a source", "receivers, Add a receiver"})
    void shouldKeepTheFocusInADialogAndGiveItBack(String view, String button) throws Exception {
        addSound();
        browser.show(Theme.LIGHT, 1280, 900);
        page.load(view);
        WebElement opener = page.one("button", button);
        page.press(button);
        page.awaitQuiet();
        assertThat(Axe.violations(browser)).as("the dialog of %s", view).isEmpty();
        assertThat(new Keyboard(browser).leavesDialog()).isEmpty();
        page.keys(org.openqa.selenium.Keys.ESCAPE);
        page.await(
                "end of the dialog",
                PATIENCE,
                () -> browser.driver()
                        .findElements(org.openqa.selenium.By.cssSelector("dialog[open]"))
                        .isEmpty());
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(opener);
        requireNoFault(view + ", dialog");
    }

    private void requireNoFault(String name) {
        List<String> violations = Axe.violations(browser);
        assertThat(violations).as("accessibility of %s", name).isEmpty();
        assertThat(browser.faults()).as("console of %s", name).isEmpty();
        assertThat(browser.askedElsewhere())
                .as("requests to other hosts in %s", name)
                .isEmpty();
        List<String> elsewhere = browser.script(
                "return performance.getEntriesByType('resource').map((each) => each.name)"
                        + ".filter((url) => !url.startsWith(location.origin + '/') && !url.startsWith('blob:' + location.origin))");
        assertThat(elsewhere).as("what %s is made of", name).isEmpty();
    }

    /** What makes the page scroll sideways. */
    private List<String> wider() {
        return browser.script(
                "if (document.documentElement.scrollWidth <= innerWidth) return [];"
                        + " return [...document.querySelectorAll('body *')].filter((each) =>"
                        + " each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 160)).slice(0, 5)");
    }

    /** Once: a source that can be heard, queries, a receiver, an event that is over, and others before it. */
    private void addSound() throws Exception {
        if (!service.api().ids("/api/sources").isEmpty()) {
            return;
        }
        service.api().put("/api/queries/siren", "{\"text\":\"a siren wailing\"}");
        service.api().put("/api/queries/rain", "{\"text\":\"rain falling\",\"negatives\":[\"applause\"]}");
        service.api().put("/api/queries/baby", "{\"text\":\"a baby crying\"}");
        service.api()
                .put(
                        "/api/receivers/desk",
                        "{\"kind\":\"WEBHOOK\",\"address\":\"" + hook.url("/hook") + "\",\"options\":{\"secret\":\""
                                + ConsoleService.SECRET_REFERENCE + "\"},\"route\":{}}");
        service.api().put("/api/sources/gate", "{\"address\":\"" + station.url() + "\"}");
        service.api().put("/api/sources/roof", "{\"address\":\"http://127.0.0.1:9/nobody.mp3\"}");
        await().atMost(PATIENCE)
                .until(() ->
                        service.api().get("/api/events?limit=50").get("items").size() >= 3);
    }
}
