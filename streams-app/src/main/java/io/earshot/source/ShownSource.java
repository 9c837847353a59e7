package io.earshot.source;

import java.util.HashMap;
import java.util.Map;

/**
 * A source as everybody may see it who may see sources: {@code ***} stands for what may be a secret; references to secrets
 * stay. Whoever reads a source, changes it and writes it back has what stands for a secret turned into the secret again.
 */
public final class ShownSource {
    private ShownSource() {}

    /** The source as it may be shown. */
    public static AudioSource of(AudioSource source) {
        Map<String, String> options = new HashMap<>();
        source.options().forEach((name, value) -> options.put(name, OpenOptions.shown(name, value)));
        return with(source, StreamAddress.shown(source.address()), options);
    }

    /**
     * A written source, with what it does not show taken from the one that it replaces.
     *
     * @throws IllegalArgumentException if something else stands where a secret was
     */
    public static AudioSource restored(AudioSource written, AudioSource before) {
        AudioSource shown = of(before);
        Map<String, String> options = new HashMap<>();
        written.options()
                .forEach((name, value) -> options.put(
                        name,
                        value.equals(shown.options().get(name))
                                ? before.options().get(name)
                                : value));
        boolean isSame = written.address().equals(shown.address());
        return with(written, isSame ? before.address() : written.address(), options);
    }

    /** @throws IllegalArgumentException if something of it is not shown */
    public static AudioSource requireWhole(AudioSource source) {
        if (source.address().contains(MaskedReferences.HIDDEN)) {
            throw new IllegalArgumentException("the address holds " + MaskedReferences.HIDDEN
                    + ", which stands for what is not shown: write the whole address, with ${env:NAME} or ${file:PATH}"
                    + " for a secret");
        }
        return source;
    }

    private static AudioSource with(AudioSource source, String address, Map<String, String> options) {
        return new AudioSource(
                source.id(), address, source.channel(), source.track(), source.paused(), options, source.labels());
    }
}
