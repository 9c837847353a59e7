package io.earshot.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void shouldKeepTheOffsetBeforeWhichNothingIsLeft() {
        Progress progress = new Progress(100, "");
        progress.begin(100);
        progress.skip(101);
        progress.begin(102);
        progress.done(List.of(102L));
        assertThat(progress.offset()).isEqualTo(100);
        assertThat(progress.left()).isEqualTo(1);

        Progress again = new Progress(progress.offset(), progress.text());
        assertThat(again.isDone(100)).isFalse();
        assertThat(again.isDone(102)).isTrue();
        assertThat(again.doneBehind()).isEqualTo(2);

        progress.done(List.of(100L));
        assertThat(progress.offset()).isEqualTo(103);
        assertThat(progress.text()).isEmpty();
        progress.reach(110);
        assertThat(progress.offset()).isEqualTo(110);
    }

    @Test
    void shouldTellNothingTwiceAndLoseNothingWhereverItIsInterrupted() {
        Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            Set<Long> told = new TreeSet<>();
            List<Long> twice = new ArrayList<>();
            Progress progress = new Progress(0, "");
            while (progress.offset() < 400) {
                readOn(progress, told, twice, random);
                progress = new Progress(progress.offset(), progress.text());
            }
            assertThat(told).hasSize(400);
            assertThat(twice).isEmpty();
        }
    }

    /** Reads some records from the kept offset on, tells some of them in any order, and stops. */
    private static void readOn(Progress progress, Set<Long> told, List<Long> twice, Random random) {
        List<Long> left = new ArrayList<>();
        long end = Math.min(400, progress.offset() + 1 + random.nextInt(60));
        for (long at = progress.offset(); at < end; at++) {
            if (progress.isDone(at)) {
                progress.skip(at);
            } else {
                progress.begin(at);
                left.add(at);
            }
        }
        java.util.Collections.shuffle(left, random);
        for (Long offset : left.subList(0, random.nextInt(left.size() + 1))) {
            if (!told.add(offset)) {
                twice.add(offset);
            }
            progress.done(List.of(offset));
        }
    }

    @Test
    void shouldSayThatItIsFullBeforeTheTextIsTooLongForTheBroker() {
        Progress progress = new Progress(0, "");
        long at = 0;
        while (!progress.isFull()) {
            progress.begin(at++);
            progress.skip(at++);
        }
        assertThat(progress.text().length()).isBetween(3_000, 3_100);
        assertThat(at).isGreaterThan(1_000);
    }

    @Test
    void shouldTakeAnUnreadableTextForNone() {
        for (String text : List.of("", "{}", "1.-2", "1..2", "no text of ours!")) {
            assertThat(new Progress(5, text).isDone(6)).isFalse();
        }
    }
}
