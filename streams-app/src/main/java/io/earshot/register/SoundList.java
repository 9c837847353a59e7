package io.earshot.register;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Distinguishes commas between sounds ("dog, cat, bird") from those inside the description of one ("a low, rumbling
 * engine", "rain, far away"). In doubt a text is one sound.
 */
final class SoundList {
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*(?:(?:and|or)\\s+)?");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** What a part begins with that is a thing of its own. */
    private static final Set<String> DETERMINERS = words("a an the some someone people two three several many");

    /** What a part begins with that continues the part before it. */
    private static final Set<String> CONTINUING =
            words("in on at from by with without near far behind inside outside indoors outdoors under over through"
                    + " across against into around close next then as like while when where which who that also"
                    + " not no but too please again very slightly possibly probably maybe perhaps sometimes often");

    /** Adjectives of sounds and of what makes them, with endings that do not show it. */
    private static final Set<String> DESCRIBING =
            words("loud quiet soft low high deep shrill sharp harsh dull faint weak strong hard hollow bright dark dry"
                    + " wet light short long brief slow fast quick steady regular irregular constant distant near close"
                    + " big large small little tiny huge old new young male female angry happy sad heavy noisy squeaky"
                    + " creaky scratchy raspy buzzy hissy windy rainy rusty busy empty tinny airy bassy metallic"
                    + " rhythmic electric electronic acoustic mechanical musical natural human continual persistent"
                    + " repeated muffled wooden plastic glassy tonal atonal high-pitched low-pitched single double");

    private static final Pattern DESCRIBING_ENDING = Pattern.compile(".{2,}(ing|ed|ous|ful|less|ish|ive|ly)");

    /** Whether the text lists several sounds. */
    boolean isIn(String text) {
        List<List<String>> parts = Arrays.stream(COMMA.split(text.strip().toLowerCase(Locale.ROOT)))
                .filter(part -> !part.isBlank())
                .map(part -> Arrays.asList(SPACE.split(part)))
                .toList();
        if (parts.size() < 2) {
            return false;
        }
        long determined = parts.stream().filter(SoundList::isDetermined).count();
        boolean alike = determined == 0 || determined == parts.size();
        return alike && (parts.stream().allMatch(SoundList::isSound) || areActivities(parts));
    }

    private static boolean isDetermined(List<String> part) {
        return DETERMINERS.contains(part.get(0));
    }

    /** A part that begins with what is done ("rain, falling on a roof") continues the part before it. */
    private static boolean isSound(List<String> part) {
        return !CONTINUING.contains(part.get(0))
                && !part.get(0).endsWith("ing")
                && !part.stream().filter(Predicate.not(DETERMINERS::contains)).allMatch(SoundList::describes);
    }

    /** "barking, meowing, chirping": three words of that kind describe nothing, because nothing follows them. */
    private static boolean areActivities(List<List<String>> parts) {
        return parts.size() > 2
                && parts.stream()
                        .allMatch(part -> part.size() == 1 && part.get(0).endsWith("ing"));
    }

    private static boolean describes(String word) {
        return DESCRIBING.contains(word) || DESCRIBING_ENDING.matcher(word).matches();
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }
}
