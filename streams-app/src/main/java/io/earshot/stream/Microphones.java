package io.earshot.stream;

import io.earshot.stream.StreamRefusedException.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/** The sound cards that Java Sound knows here, and their lines for recording. */
public final class Microphones {
    private static final int BITS = 16;
    private static final int BUFFER_SECONDS = 1;

    /** In the order in which they are tried; a card's own mono is no better than the mix that is made of its stereo. */
    private static final List<AudioFormat> FORMATS =
            List.of(format(48_000, 2), format(44_100, 2), format(48_000, 1), format(44_100, 1));

    private Microphones() {}

    /** Names of all that can record; the first is the default. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (records(AudioSystem.getMixer(info))) {
                names.add(info.getName());
            }
        }
        return List.copyOf(names);
    }

    /**
     * Starts a line.
     *
     * @param name of the sound card, or what its name begins with; empty: the default
     * @throws StreamRefusedException if there is none, or it is in use
     */
    static TargetDataLine open(String name) throws StreamRefusedException {
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            Mixer mixer = AudioSystem.getMixer(info);
            boolean named = info.getName().toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT));
            if (named && records(mixer)) {
                return started(mixer, info.getName());
            }
        }
        throw new StreamRefusedException(absence(name), Retry.SLOWLY);
    }

    private static String absence(String name) {
        List<String> names = names();
        if (names.isEmpty()) {
            return "this machine has no sound card that Java Sound can record from";
        }
        return "there is no sound card " + name + "; there are: " + String.join(", ", names);
    }

    private static TargetDataLine started(Mixer mixer, String name) throws StreamRefusedException {
        for (AudioFormat format : FORMATS) {
            DataLine.Info wanted = new DataLine.Info(TargetDataLine.class, format);
            if (mixer.isLineSupported(wanted)) {
                return started(mixer, wanted, format, name);
            }
        }
        throw new StreamRefusedException(
                name + " records in no format that is read here: 16 bits, 48 or 44.1 kHz, mono or stereo",
                Retry.SLOWLY);
    }

    private static TargetDataLine started(Mixer mixer, DataLine.Info wanted, AudioFormat format, String name)
            throws StreamRefusedException {
        try {
            TargetDataLine line = (TargetDataLine) mixer.getLine(wanted);
            line.open(format, ((int) format.getFrameRate()) * format.getFrameSize() * BUFFER_SECONDS);
            line.start();
            return line;
        } catch (LineUnavailableException e) {
            throw new StreamRefusedException(name + " cannot be opened: " + e.getMessage(), Retry.SOON);
        }
    }

    private static boolean records(Mixer mixer) {
        return FORMATS.stream()
                .anyMatch(format -> mixer.isLineSupported(new DataLine.Info(TargetDataLine.class, format)));
    }

    private static AudioFormat format(float rateHz, int channels) {
        return new AudioFormat(rateHz, BITS, channels, true, false);
    }
}
