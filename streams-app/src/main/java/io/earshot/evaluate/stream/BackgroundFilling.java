package io.earshot.evaluate.stream;

import io.earshot.audio.InvalidAudioException;
import io.earshot.dsp.Decibels;
import io.earshot.evaluate.InvalidClipListException;
import io.earshot.evaluate.LabelledClip;
import io.earshot.evaluate.SkippedClip;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Fills a track with clips in a drawn order. Of a long clip five minutes are taken at a time; the rest comes after the
 * others. When all have been heard they begin anew.
 */
final class BackgroundFilling {
    private static final double PIECE_SECONDS = 300;
    /** So much is kept for when it comes again; more would be held for few repetitions. */
    private static final int MOST_KEPT_SECONDS = 600;

    private final SoundReader reader;
    private final int rateHz;
    private final Consumer<SkippedClip> skipped;
    private final Map<LabelledClip, float[]> kept = new HashMap<>();
    private long keptSamples;

    /** @param skipped gets each clip that cannot be used, once */
    BackgroundFilling(SoundReader reader, int rateHz, Consumer<SkippedClip> skipped) {
        this.reader = reader;
        this.rateHz = rateHz;
        this.skipped = skipped;
    }

    /**
     * A track of these clips.
     *
     * @throws InvalidClipListException if none of them can be used
     */
    BackgroundTrack fill(List<LabelledClip> clips, int samples, Random random) {
        BackgroundTrack track = new BackgroundTrack(samples, rateHz);
        List<LabelledClip> usable = new ArrayList<>(clips);
        while (!track.isFull()) {
            Collections.shuffle(usable, random);
            appendAll(usable, track);
            if (track.length() == 0) {
                throw new InvalidClipListException("none of the " + clips.size() + " background clips can be used");
            }
        }
        return track;
    }

    /** @param usable loses those that cannot be used */
    private void appendAll(List<LabelledClip> usable, BackgroundTrack track) {
        Deque<LabelledClip> waiting = new ArrayDeque<>(usable);
        while (!waiting.isEmpty() && !track.isFull()) {
            LabelledClip clip = waiting.remove();
            try {
                append(clip, track).ifPresent(waiting::add);
            } catch (InvalidAudioException | IOException e) {
                // where the rest of a long clip cannot be used, its beginning was
                if (usable.remove(clip)) {
                    skipped.accept(SkippedClip.of(clip, e));
                }
            }
        }
    }

    /** Appends a piece of the clip; the rest of it, if it is longer. */
    private Optional<LabelledClip> append(LabelledClip clip, BackgroundTrack track) throws IOException {
        float[] piece = read(clip);
        if (piece.length < track.shortestPiece()) {
            throw new InvalidAudioException(clip.file() + ": is too short for a background, which needs a second");
        }
        if (Decibels.meanSquare(piece, 0, piece.length) < SoundTrimmer.SILENT) {
            throw new InvalidAudioException(clip.file() + ": is silent");
        }
        track.append(piece);
        boolean isLonger = clip.lengthSeconds() > PIECE_SECONDS && piece.length >= (int) (PIECE_SECONDS * rateHz);
        return isLonger
                ? Optional.of(clip.stretch(clip.startSeconds() + PIECE_SECONDS, clip.lengthSeconds() - PIECE_SECONDS))
                : Optional.empty();
    }

    private float[] read(LabelledClip clip) throws IOException {
        float[] piece = kept.get(clip);
        if (piece == null) {
            piece = reader.read(clip, PIECE_SECONDS);
            if (keptSamples + piece.length <= (long) MOST_KEPT_SECONDS * rateHz) {
                kept.put(clip, piece);
                keptSamples += piece.length;
            }
        }
        return piece;
    }
}
