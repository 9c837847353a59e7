package io.earshot.evaluate.stream;

/**
 * A sound and where in its stream it is planted.
 *
 * @param startSample first sample of the sound, in the stream
 */
record Planting(ForegroundSound sound, int startSample) {
    /** First sample after the sound. */
    int endSample() {
        return startSample + sound.samples().length;
    }
}
