package io.earshot.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Somebody without a mouse. */
final class Keyboard {
    private static final int MOST_TABS = 250;

    /** Gives each control that Tab should reach a number, once, and returns those of all that are there now. */
    private static final String NUMBERED = """
            const dialogs = document.querySelectorAll("dialog[open]");
            const root = dialogs.length > 0 ? dialogs[dialogs.length - 1] : document;
            // Tab reaches one radio button of a group.
            const groupOf = (radio) => {
              const group = [...root.querySelectorAll("input[type=radio]")].filter((each) => each.name === radio.name);
              return group.find((each) => each.checked) || group[0];
            };
            const all = [...root.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter((each) =>
              !each.disabled && each.tabIndex >= 0 && !each.closest("[inert]") && each.checkVisibility({ visibilityProperty: true })
              && !(each.type === "radio" && each !== groupOf(each)));
            window.numbers ??= 0;
            for (const each of all) each.numbered ??= String(++window.numbers);
            return all.map((each) => each.numbered + " " + each.outerHTML.replace(/\\s+/g, " ").slice(0, 140));
            """;

    /** The number of the control that has the focus; 0: none has. Fails where the focus cannot be seen. */
    private static final String FOCUSED = """
            const each = document.activeElement;
            if (!each || each === document.body) return "0";
            const style = getComputedStyle(each);
            const seen = style.outlineStyle !== "none" || style.boxShadow !== "none" || each.tagName === "MAIN";
            return (seen ? "" : "unseen ") + (each.numbered || "other") + " " + each.outerHTML.slice(0, 140);
            """;

    private final Browser browser;

    Keyboard(Browser browser) {
        this.browser = browser;
    }

    /** The controls that Tab does not reach from the top of the page, and those whose focus cannot be seen. */
    List<String> unreached() {
        List<String> before = browser.script(NUMBERED);
        browser.script("document.activeElement.blur()");
        Set<String> reached = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < MOST_TABS; i++) {
            String focused = tab();
            if (focused.startsWith("unseen ")) {
                wrong.add(focused);
                focused = focused.substring("unseen ".length());
            }
            if (focused.equals("0")
                    || (!reached.add(number(focused)) && !number(focused).equals("other"))) {
                break;
            }
        }
        List<String> after = browser.script(NUMBERED);
        Set<String> still =
                new LinkedHashSet<>(after.stream().map(Keyboard::number).toList());
        before.stream()
                .filter(control -> still.contains(number(control)) && !reached.contains(number(control)))
                .forEach(wrong::add);
        return wrong;
    }

    /** What the focus gets to outside of the open dialog. */
    List<String> leavesDialog() {
        List<String> inside = browser.script(NUMBERED);
        List<String> outside = new ArrayList<>();
        for (int i = 0; i <= inside.size() + 2; i++) {
            tab();
            String left = browser.script(
                    "const each = document.activeElement;"
                            + " return each === document.body || each.closest('dialog[open]') ? '' : each.outerHTML.slice(0, 140)");
            if (!left.isEmpty()) {
                outside.add(left);
            }
        }
        return outside;
    }

    private String tab() {
        new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
        return browser.script(FOCUSED);
    }

    private static String number(String described) {
        return described.split(" ", 2)[0];
    }
}
