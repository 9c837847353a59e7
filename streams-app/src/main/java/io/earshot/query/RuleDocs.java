package io.earshot.query;

import java.util.stream.Collectors;

/** The table of rules as a document shows it. */
public final class RuleDocs {
    private static final String HEAD = "| Option | In JSON | Default | Range | Meaning |\n|---|---|---|---|---|\n";

    private RuleDocs() {}

    /** A Markdown table, a row a rule. */
    public static String markdown() {
        return Rule.WRITTEN.stream().map(RuleDocs::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Rule<?> rule) {
        return String.format(
                "| `--%s %s` | `%s` | %s | %s | %s |%n",
                rule.option(), rule.form().label(), rule.key(), rule.byDefault(), rule.range(), rule.doc());
    }
}
