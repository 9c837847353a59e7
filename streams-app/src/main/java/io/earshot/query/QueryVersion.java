package io.earshot.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** The version of a query: a hash of its content, which changes when, and only when, its events could change. */
public final class QueryVersion {
    private static final int BYTES = 8;

    /** Rules with a form of their own below; the others are written as a user types them. */
    private static final Set<Rule<?>> OF_FIRST_RELEASES =
            Set.of(Rule.CLOSE, Rule.CONFIRM, Rule.MERGE_GAP, Rule.MIN_DURATION, Rule.MAX_DURATION, Rule.COOLDOWN);

    private QueryVersion() {}

    /** Sixteen hex digits. */
    public static String of(StandingQuery query) {
        byte[] content = canonical(query).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Each part with its length before it, so that no two queries look alike. */
    private static String canonical(StandingQuery query) {
        DecisionRules rules = query.rules();
        StringBuilder canonical = new StringBuilder();
        append(canonical, query.id());
        append(canonical, query.text());
        query.sources().stream().distinct().sorted().forEach(source -> append(canonical, source));
        append(canonical, "rules");
        append(canonical, Double.toHexString(rules.openConfidence()));
        append(canonical, Double.toHexString(rules.closeConfidence()));
        append(canonical, rules.mergeGap().toString());
        append(canonical, rules.minDuration().toString());
        append(canonical, rules.maxDuration().toString());
        appendLaterParts(canonical, query);
        return canonical.toString();
    }

    /** Leaves out unset parts of later releases, so that these change no version. */
    private static void appendLaterParts(StringBuilder canonical, StandingQuery query) {
        DecisionRules rules = query.rules();
        Sensitivity sensitivity = rules.sensitivity();
        if (sensitivity.kind() != Sensitivity.Kind.PROBABILITY) {
            append(canonical, sensitivity.kind() + " " + Double.toHexString(sensitivity.value()));
        }
        if (rules.confirmHops() > 1) {
            append(canonical, "confirm " + rules.confirmHits() + " of " + rules.confirmHops());
        }
        if (!rules.cooldown().isZero()) {
            append(canonical, "cooldown " + rules.cooldown());
        }
        Rule.SINGLE.stream()
                .filter(rule -> !OF_FIRST_RELEASES.contains(rule) && !rule.isSame(rules, DecisionRules.DEFAULT))
                .forEach(
                        rule -> append(canonical, rule + " " + rule.print(rules).orElse("")));
        query.otherTexts().forEach(text -> append(canonical, "or " + text));
        query.negatives().forEach(text -> append(canonical, "not " + text));
    }

    private static void append(StringBuilder canonical, String part) {
        canonical.append(part.length()).append(':').append(part).append('\n');
    }
}
