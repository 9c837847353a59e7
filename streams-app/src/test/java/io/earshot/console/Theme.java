package io.earshot.console;

import java.util.Locale;

/** What the viewer's system prefers. */
enum Theme {
    LIGHT,
    DARK;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
