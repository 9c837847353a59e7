package io.earshot.console;

import java.util.List;

/** The rules of accessibility of WCAG 2.2 AA and of good practice, held against a page by axe-core. */
final class Axe {
    private static final String SCRIPT = Page.resource("/axe.min.js");

    private static final String RUN = """
            if (!window.axe) throw new Error("axe is not there");
            const result = await axe.run(document, { resultTypes: ["violations"] });
            return result.violations.flatMap((rule) => rule.nodes.map((node) =>
              rule.id + " (" + node.impact + "): " + node.target.join(" ") + ": " + node.failureSummary.replace(/\\s+/g, " ") + " " + node.html.slice(0, 200)));
            """;

    private Axe() {}

    /** A line for each thing that breaks a rule. */
    static List<String> violations(Browser browser) {
        if (!browser.<Boolean>script("return Boolean(window.axe)")) {
            browser.script(SCRIPT);
        }
        return browser.later(RUN);
    }
}
