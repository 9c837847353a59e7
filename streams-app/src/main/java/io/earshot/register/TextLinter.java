package io.earshot.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Warns of words in a query. A warning is one line that advises what to do instead. Needs no
 * model; safe for several threads.
 */
public final class TextLinter {
    private static final Pattern NEGATION = Pattern.compile(
            "\\b(without|not|no|never|neither|nor|except(?: for)?|excluding|instead of|rather than|other than|\\w+n['’]t)"
                    + "\\s+(?:any\\s+)?(\\S[^,.;]*)|\\b(non)-(\\w+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern JOINED = Pattern.compile(
            "\\w\\s+(and|while|followed by|and then|then|as well as|&)\\s+\\w", Pattern.CASE_INSENSITIVE);

    /** What is one sound although it has an "and". */
    private static final Pattern ONE_SOUND = Pattern.compile(
            "\\b(pots and pans|back and forth|up and down|over and over|again and again|on and on|rock and roll|drum and bass"
                    + "|rhythm and blues|knife and fork|hit and run|stop and go|loud and clear|(\\w+) and \\2)\\b",
            Pattern.CASE_INSENSITIVE);

    /** Words that identify no sound. */
    private static final Set<String> TOO_GENERIC =
            Set.of(("a an the of some any this that it is are can be being to in on at with by from and or very really"
                            + " sound sounds noise noises audio sonic acoustic recording recordings record clip"
                            + " something anything everything thing things stuff someone somebody anyone anybody"
                            + " doing happening going event events background ambience ambient ambiance environment"
                            + " hear heard hearing listen audible loud quiet soft strange weird unusual odd suspicious"
                            + " abnormal unknown other different random general generic normal interesting")
                    .split(" "));

    private static final String ONE_EACH = "one of the sounds is enough: make it a query for each,"
            + " or one with several texts (--or) if either will do";

    private final SoundList list = new SoundList();
    private final LanguageGuess language = new LanguageGuess();

    /** The warnings about one of a query's texts. */
    public List<String> warnings(String text) {
        List<String> warnings = new ArrayList<>();
        if (!language.looksEnglish(text)) {
            warnings.add(
                    Quoted.of(text) + " does not look English, and the model reads nothing else: say it in English");
        }
        negation(text).ifPresent(warnings::add);
        if (isTooGeneric(text)) {
            warnings.add(Quoted.of(text) + " is too generic, it can mean any sound: name the sound, or what makes it");
        }
        joined(text).ifPresent(warnings::add);
        return warnings;
    }

    private static Optional<String> negation(String text) {
        Matcher found = NEGATION.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        String word = found.group(1) == null ? found.group(3) : found.group(1);
        String denied = found.group(1) == null ? found.group(4) : found.group(2);
        return Optional.of("\"" + word.toLowerCase(Locale.ROOT) + "\" is not understood, " + Quoted.of(denied)
                + " counts as asked for: leave it out of the text and give it as a negative (--not "
                + Quoted.of(denied) + "); to be told when it is missing, ask for it with --absent-for TIME");
    }

    private static boolean isTooGeneric(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{Nd}]+"))
                .filter(word -> !word.isEmpty())
                .allMatch(TOO_GENERIC::contains);
    }

    private Optional<String> joined(String text) {
        Matcher found = JOINED.matcher(ONE_SOUND.matcher(text).replaceAll("x"));
        if (found.find()) {
            return Optional.of("\"" + found.group(1).toLowerCase(Locale.ROOT) + "\" in " + Quoted.of(text)
                    + " does not ask for both, " + ONE_EACH);
        }
        return list.isIn(text)
                ? Optional.of("the list in " + Quoted.of(text) + " does not ask for all of them, " + ONE_EACH)
                : Optional.empty();
    }
}
