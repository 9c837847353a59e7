package io.earshot.stream;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;
import javax.sound.sampled.spi.MixerProvider;

/** A sound card for tests: it records {@link ToneCode} in stereo at 44.1 kHz, 20 s of it, and then silence without an end. */
public final class TestSoundCard extends MixerProvider {
    static final String NAME = "Earshot test card";

    private static final int RATE = 44_100;
    private static final int SECONDS = 20;
    private static final Mixer.Info INFO = new Info();

    /** Its constructor is not public. */
    private static final class Info extends Mixer.Info {
        Info() {
            super(NAME, "Earshot", "for tests", "1");
        }
    }

    @Override
    public Mixer.Info[] getMixerInfo() {
        return new Mixer.Info[] {INFO};
    }

    @Override
    public Mixer getMixer(Mixer.Info info) {
        if (!info.equals(INFO)) {
            throw new IllegalArgumentException("not mine: " + info);
        }
        return proxy(Mixer.class, (method, arguments) -> switch (method) {
            case "getMixerInfo" -> INFO;
            case "isLineSupported" ->
                arguments[0] instanceof DataLine.Info line
                        && line.getLineClass() == TargetDataLine.class
                        && line.getFormats()[0].getFrameRate() == RATE
                        && line.getFormats()[0].getChannels() == 2;
            case "getLine" -> line();
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static TargetDataLine line() {
        Recording recording = new Recording();
        return proxy(TargetDataLine.class, (method, arguments) -> switch (method) {
            case "getFormat" -> new AudioFormat(RATE, 16, 2, true, false);
            case "open", "start", "stop", "flush" -> null;
            case "close" -> {
                recording.closed.countDown();
                yield null;
            }
            case "read" -> recording.read((byte[]) arguments[0], (int) arguments[1], (int) arguments[2]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    /** What the card hears. */
    private static final class Recording {
        private final CountDownLatch closed = new CountDownLatch(1);
        private final byte[] mono = ToneCode.pcm(SECONDS);
        private long frame;

        int read(byte[] into, int from, int count) throws InterruptedException {
            int frames = count / 4;
            for (int i = 0; i < frames; i++, frame++) {
                int at = 2 * (int) (frame * ToneCode.RATE / RATE);
                if (at + 1 >= mono.length) {
                    // A card without sound waits; so does one that is asked for more than there is.
                    closed.await();
                    return 4 * i;
                }
                for (int side = 0; side < 2; side++) {
                    into[from + 4 * i + 2 * side] = mono[at];
                    into[from + 4 * i + 2 * side + 1] = mono[at + 1];
                }
            }
            return 4 * frames;
        }
    }

    @FunctionalInterface
    private interface Calls {
        Object call(String method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> calls.call(method.getName(), arguments));
        return type.cast(proxy);
    }
}
