package io.earshot.explain;

import io.earshot.decide.RejectionRule;
import io.earshot.explain.Judge.Judgement;
import io.earshot.query.Confirmation;
import io.earshot.query.DecisionRules;
import io.earshot.query.RegisteredQuery;
import io.earshot.query.Rule;
import io.earshot.query.StandingQuery;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Searches for the smallest changes with which a moment fires. It tries two ways: to ease each rule that rejects, one after
 * the other, by no more than is missing; and to lower only the threshold. The tracker judges each candidate.
 */
final class SuggestionSearch {
    private static final int MAX_STEPS = 8;

    /** Most thresholds to try. */
    private static final int MAX_THRESHOLDS = 60;

    private final Judge judge;
    private final RegisteredQuery query;
    private final Judgement now;
    private final Function<StandingQuery, RegisteredQuery> encoding;

    /** @param now the judgement under the query itself */
    SuggestionSearch(
            Judge judge, RegisteredQuery query, Judgement now, Function<StandingQuery, RegisteredQuery> encoding) {
        this.encoding = encoding;
        this.judge = judge;
        this.query = query;
        this.now = now;
    }

    /**
     * The smallest first; empty if no change was found.
     *
     * @param firesAgain whether it fires when judged again, though it did not live: then only rules that depend on parts of
     *     hops, which are not kept, are eased
     */
    List<Suggestion> find(boolean firesAgain) {
        if (query.query().rules().isAbsence()) {
            return firesAgain ? List.of() : shorterAbsence();
        }
        List<Suggestion> found = new ArrayList<>();
        if (!firesAgain || is(RejectionRule.MIN_DURATION) || is(RejectionRule.COOLDOWN)) {
            easingRules().ifPresent(found::add);
        }
        // A lower threshold cannot help against a cooldown, nor on a source that the query does not listen to.
        if (!firesAgain && now.rejection().isPresent() && !is(RejectionRule.COOLDOWN)) {
            loweringTheThreshold()
                    .filter(other ->
                            found.stream().noneMatch(one -> one.changes().equals(other.changes())))
                    .ifPresent(found::add);
        }
        found.sort(Comparator.comparingInt(one -> one.changes().size()));
        return found;
    }

    /** The longest whole number of seconds for which the sound was absent. Other rules decide what counts as the sound. */
    private List<Suggestion> shorterAbsence() {
        double asked = query.query().rules().absentFor().orElseThrow().toMillis() / 1e3;
        long absent = (long) (asked - now.rejection().map(Rejection::missedBy).orElse(asked));
        if (absent < 1) {
            return List.of();
        }
        List<Step> steps = List.of(Step.rule(Rule.ABSENT_FOR, Duration.ofSeconds(absent)));
        return judge.judge(apply(steps)).isHeard() ? List.of(suggestion(steps)) : List.of();
    }

    private boolean is(RejectionRule rule) {
        return now.rejection().filter(rejection -> rejection.rule() == rule).isPresent();
    }

    private Optional<Suggestion> easingRules() {
        List<Step> steps = new ArrayList<>();
        Judgement next = now;
        while (!next.isHeard() && steps.size() < MAX_STEPS) {
            Optional<Step> step = against(next, apply(steps));
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
            next = judge.judge(apply(steps));
        }
        return next.isHeard() ? Optional.of(suggestion(withoutNeedless(steps))) : Optional.empty();
    }

    private Optional<Step> against(Judgement judgement, RegisteredQuery current) {
        if (judgement.verdict() == Verdict.OTHER_SOURCE) {
            return Optional.of(Step.alsoOn(judge.moment().sourceId()));
        }
        Rejection rejection = judgement.rejection().orElseThrow();
        Stream<Step> steps = switch (rejection.rule()) {
            case OPEN_CONFIDENCE -> thresholds(judgement);
            case NEGATIVES -> negatives(current);
            case CONFIRMATION -> confirmations(current.query().rules());
            default -> Step.easing(rejection.rule().rule(), current.query().rules(), rejection.missedBy());
        };
        return firstThatPasses(rejection.rule(), current, steps);
    }

    /** The first step after which the rule no longer rejects, whatever other rules do. */
    private Optional<Step> firstThatPasses(RejectionRule rule, RegisteredQuery current, Stream<Step> steps) {
        return steps.filter(step -> judge.judge(step.apply(current))
                        .rejection()
                        .filter(rejection -> rejection.rule() == rule)
                        .isEmpty())
                .findFirst();
    }

    /** Below the best of the whole sound, which may go on beyond the moment; then below the best of the moment itself. */
    private static Stream<Step> thresholds(Judgement judgement) {
        double open = judgement.best().point().openConfidence();
        double ofSound = open - judgement.rejection().orElseThrow().missedBy();
        return Stream.of(ofSound, judgement.best().confidence())
                .filter(confidence -> confidence > 0 && confidence < open)
                .map(confidence -> Step.rule(Rule.THRESHOLD, justBelow(confidence)));
    }

    /** Without each one alone, then without all. */
    private Stream<Step> negatives(RegisteredQuery current) {
        List<String> texts = current.query().negatives();
        return Stream.concat(texts.stream().map(List::of), Stream.of(texts))
                .map(dropped -> Step.without(dropped, encoding));
    }

    private static Stream<Step> confirmations(DecisionRules rules) {
        return Stream.iterate(rules.confirmHits() - 1, hits -> hits >= 1, hits -> hits - 1)
                .map(hits -> new Confirmation(hits, hits == 1 ? 1 : rules.confirmHops()))
                .map(fewer -> Step.rule(Rule.CONFIRM, fewer));
    }

    private List<Step> withoutNeedless(List<Step> steps) {
        List<Step> needed = new ArrayList<>(steps);
        for (Step step : steps) {
            List<Step> fewer = new ArrayList<>(needed);
            fewer.remove(step);
            if (!fewer.isEmpty() && judge.judge(apply(fewer)).isHeard()) {
                needed = fewer;
            }
        }
        return needed;
    }

    private Optional<Suggestion> loweringTheThreshold() {
        DecisionRules rules = query.query().rules();
        long reach = 1_000 * rules.minDuration().toMillis() + 1_000_000L * rules.confirmHops();
        return judge.hops(query).stream()
                .filter(hop -> judge.moment()
                        .touches(hop.span().startMicros() - reach, hop.span().endMicros() + reach))
                .map(hop -> justBelow(hop.confidence()))
                .filter(open -> open < now.best().point().openConfidence())
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(MAX_THRESHOLDS)
                .map(open -> List.of(Step.rule(Rule.THRESHOLD, open)))
                .filter(steps -> judge.judge(apply(steps)).isHeard())
                .findFirst()
                .map(this::suggestion);
    }

    private Suggestion suggestion(List<Step> steps) {
        RegisteredQuery changed = apply(steps);
        Judgement then = judge.judge(changed);
        return new Suggestion(
                Change.between(query.query(), changed.query(), now.best().point()),
                changed.query(),
                then.event().orElseThrow(),
                now.events(),
                then.events());
    }

    private RegisteredQuery apply(List<Step> steps) {
        RegisteredQuery changed = query;
        for (Step step : steps) {
            changed = step.apply(changed);
        }
        return changed;
    }

    /** A threshold of two significant digits just below a confidence. */
    static double justBelow(double confidence) {
        double digit = Math.pow(10, Math.floor(Math.log10(confidence)) - 1);
        double step = Math.min(0.01, digit);
        double below = Math.floor((confidence - step / 20) / step) * step;
        // Rounded to decimals, so that the printed value is the tried one.
        return new BigDecimal(below > 0 ? below : confidence / 2)
                .round(new MathContext(3))
                .doubleValue();
    }
}
