package io.earshot.query;

/**
 * An id in which {@code *} stands for any run of characters. Takes time in proportion to both lengths at most, whatever they
 * hold: a regular expression would try every way to divide an id among many stars.
 *
 * @param text as it was written
 */
public record Glob(String text) {
    /** Whether it stands for an id. */
    public boolean matches(String id) {
        int at = 0;
        int in = 0;
        int star = -1;
        int from = 0;
        while (in < id.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                from = in;
            } else if (at < text.length() && text.charAt(at) == id.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++from;
            } else {
                return false;
            }
        }
        return text.substring(at).chars().allMatch(c -> c == '*');
    }
}
