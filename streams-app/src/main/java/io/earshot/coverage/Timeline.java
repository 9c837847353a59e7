package io.earshot.coverage;

import io.earshot.audio.GapReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What is known of a lane's time that is not closed yet: stretches in order that do not overlap. */
final class Timeline {
    private List<Stretch> stretches;

    Timeline(List<Stretch> stretches) {
        this.stretches = List.copyOf(stretches);
    }

    List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    long startMicros() {
        return stretches.get(0).startMicros();
    }

    long endMicros() {
        return stretches.get(stretches.size() - 1).endMicros();
    }

    /** It was heard, whatever was known of it. */
    void hear(long from, long to) {
        paint(new Stretch(from, to, Optional.empty()), known -> true, true);
    }

    /** It is missing for a reason that somebody stated, unless it was heard. */
    void miss(long from, long to, GapReason reason) {
        paint(
                new Stretch(from, to, Optional.of(reason)),
                known -> known.missing().isPresent(),
                true);
    }

    /** It is missing for a reason that was concluded, unless anything is known of it. */
    void assume(long from, long to, GapReason reason) {
        paint(new Stretch(from, to, Optional.of(reason)), known -> false, true);
    }

    /** What is missing of it came too late. */
    void late(long from, long to) {
        paint(
                new Stretch(from, to, Optional.of(GapReason.LATE)),
                known -> known.missing().isPresent(),
                false);
    }

    /** Takes out what lies before a time. */
    List<Stretch> takeBefore(long micros) {
        List<Stretch> taken = parts(Long.MIN_VALUE, micros);
        stretches = parts(micros, Long.MAX_VALUE);
        return taken;
    }

    /** Nothing is expected after a time; what was heard there stays. */
    void expectNothingAfter(long micros) {
        stretches = stretches.stream()
                .map(stretch -> stretch.missing().isPresent() ? stretch.from(Long.MIN_VALUE, micros) : stretch)
                .filter(stretch -> !stretch.isEmpty())
                .toList();
    }

    private List<Stretch> parts(long from, long to) {
        return stretches.stream()
                .map(stretch -> stretch.from(from, to))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * @param replaces whether something known gives way
     * @param fills whether it also goes where nothing is known
     */
    private void paint(Stretch fresh, Predicate<Stretch> replaces, boolean fills) {
        if (fresh.isEmpty()) {
            return;
        }
        List<Stretch> next = new ArrayList<>();
        long at = fresh.startMicros();
        for (Stretch known : stretches) {
            Stretch common = known.from(fresh.startMicros(), fresh.endMicros());
            boolean isBehind = known.startMicros() >= fresh.endMicros();
            if (fills && (isBehind || !common.isEmpty())) {
                add(next, fresh.from(at, known.startMicros()));
                at = Math.max(at, known.endMicros());
            }
            add(next, known.from(Long.MIN_VALUE, fresh.startMicros()));
            add(next, replaces.test(known) ? fresh.from(common.startMicros(), common.endMicros()) : common);
            add(next, known.from(fresh.endMicros(), Long.MAX_VALUE));
        }
        if (fills) {
            add(next, fresh.from(at, Long.MAX_VALUE));
        }
        stretches = List.copyOf(next);
    }

    /** Joins what belongs together. */
    private static void add(List<Stretch> stretches, Stretch next) {
        if (next.isEmpty()) {
            return;
        }
        int last = stretches.size() - 1;
        Stretch before = last < 0 ? null : stretches.get(last);
        if (before != null
                && before.endMicros() == next.startMicros()
                && before.missing().equals(next.missing())) {
            stretches.set(last, new Stretch(before.startMicros(), next.endMicros(), next.missing()));
        } else {
            stretches.add(next);
        }
    }
}
