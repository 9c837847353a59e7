package io.earshot.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The console's page as a person uses it: finds controls by role and name, clicks, types, reads. Names are regular expressions. */
final class Page {
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String FIND = resource("/console/find.js");

    private final Browser browser;
    private final String base;

    /** @param base the service's address, as in http://127.0.0.1:8080 */
    Page(Browser browser, String base) {
        this.browser = browser;
        this.base = base;
    }

    static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads the page anew, at a view; place may have parameters, as in "events?query=dog". */
    void load(String place) {
        browser.driver().get("about:blank");
        browser.driver().get(base + "/#/" + place);
        awaitView();
    }

    /** Goes to a view by the page's own navigation. */
    void go(String title) {
        WebElement menu = browser.driver().findElement(By.id("menu"));
        if (menu.isDisplayed() && "false".equals(menu.getAttribute("aria-expanded"))) {
            menu.click();
        }
        one("link", "^" + title + "$").click();
        awaitView();
    }

    /** Waits until the view stands there with its heading and is not loading. */
    void awaitView() {
        await(
                "the view",
                PATIENCE,
                () -> browser.<Boolean>script("const view = document.querySelector('#main .view');"
                        + " return Boolean(view?.querySelector('h1')) && !/^Loading/.test(view.innerText.trim());"));
    }

    /** Waits until nothing is being asked and nothing says that it is loading. */
    void awaitQuiet() {
        awaitView();
        await(
                "quiet",
                PATIENCE,
                () -> browser.<Boolean>script("return watched.asking === 0"
                        + " && ![...document.querySelectorAll('#main [role=status], #main [aria-busy=true]')].some("
                        + "(each) => /^Loading|…$/.test(each.textContent.trim()) || each.ariaBusy === 'true')"));
        browser.awaitDrawn();
    }

    /** The first shown element of a role whose name matches. */
    WebElement one(String role, String name) {
        await(role + " named \"" + name + "\"", PATIENCE, () -> !all(role, name).isEmpty());
        return all(role, name).get(0);
    }

    @SuppressWarnings("unchecked") // find.js gives elements
    List<WebElement> all(String role, String name) {
        Map<String, Object> answer = browser.script(FIND, role, name);
        return (List<WebElement>) answer.get("found");
    }

    void click(String role, String name) {
        await("a click on " + role + " named \"" + name + "\"", PATIENCE, () -> {
            List<WebElement> found = all(role, name);
            if (found.isEmpty() || !found.get(0).isEnabled()) {
                return false;
            }
            found.get(0).click();
            return true;
        });
    }

    void press(String button) {
        click("button", button);
    }

    /** Types into a field in place of what is in it. */
    void fill(String field, String text) {
        WebElement element = one("textbox", field);
        element.click();
        element.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    /** Chooses in a list by the keyboard: the first letters of an option. */
    void choose(String list, String option) {
        one("combobox", list).sendKeys(option);
    }

    void keys(CharSequence... keys) {
        browser.driver().switchTo().activeElement().sendKeys(keys);
    }

    /** What the page shows, as text; of the topmost dialog where one is open. */
    String text() {
        return browser.script("const open = document.querySelectorAll('dialog[open]');"
                + " return (open.length ? open[open.length - 1] : document.body).innerText");
    }

    void awaitText(String pattern, Duration most) {
        awaitMatch(pattern, most);
    }

    void awaitText(String pattern) {
        awaitMatch(pattern, PATIENCE);
    }

    private void awaitMatch(String pattern, Duration most) {
        await(
                "text /" + pattern + "/",
                most,
                () -> browser.<Boolean>script(
                        "const open = document.querySelectorAll('dialog[open]');"
                                + " return new RegExp(arguments[0], 'i').test((open.length ? open[open.length - 1] : document.body).innerText)",
                        pattern));
    }

    /** Waits for something; if it does not come, says what the page shows and keeps its picture. */
    void await(String what, Duration most, BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(most)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreException(StaleElementReferenceException.class)
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + what + " within " + most.toSeconds() + " s; " + described(), e);
        }
    }

    /** For the message of a failure: the address, a screenshot, the console, the controls and the text of the page. */
    String described() {
        try {
            Object shot = browser.screenshot("failure-" + System.currentTimeMillis());
            Map<String, Object> buttons = browser.script(FIND, "button", ".");
            Map<String, Object> fields = browser.script(FIND, "textbox", ".");
            return browser.driver().getCurrentUrl() + "\nscreenshot: " + shot + "\nconsole: " + browser.faults()
                    + "\nbuttons: " + buttons.get("names") + "\nfields: " + fields.get("names") + "\ntext:\n" + text();
        } catch (IOException e) {
            return "and no screenshot: " + e.getMessage();
        }
    }
}
