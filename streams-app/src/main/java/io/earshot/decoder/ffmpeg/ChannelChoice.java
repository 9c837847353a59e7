package io.earshot.decoder.ffmpeg;

import io.earshot.audio.ChannelWatch;
import io.earshot.audio.HeardChannel;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Which channel of each decoded frame is heard: the one that was asked for, or a mix as long as stereo does not cancel itself. */
final class ChannelChoice {
    private static final int STEREO = 2;

    private final int asked;
    private ChannelWatch watch = new ChannelWatch(STEREO);
    private boolean began;

    /** @param asked from 1; {@link HeardChannel#MIX} for a mix */
    ChannelChoice(int asked) {
        this.asked = asked;
    }

    /**
     * Takes the next frame.
     *
     * @throws DecodingException if the first frame does not have the channel; where a later one has not, its mix is heard
     */
    HeardChannel of(AVFrame frame) throws DecodingException {
        int channels = frame.ch_layout().nb_channels();
        if (asked > channels && !began) {
            throw new DecodingException("has no channel " + asked + ", only " + channels);
        }
        began = true;
        if (asked > channels) {
            return new HeardChannel(HeardChannel.MIX, "there is no channel " + asked);
        }
        return asked == HeardChannel.MIX ? watched(frame, channels) : HeardChannel.asked(asked);
    }

    private HeardChannel watched(AVFrame frame, int channels) {
        if (channels != STEREO) {
            watch = new ChannelWatch(STEREO);
            return HeardChannel.asked(HeardChannel.MIX);
        }
        FrameEnergy energy = new FrameEnergy(frame);
        return HeardChannel.watched(
                watch.heard(energy.mix(), energy.channels(), frame.nb_samples(), frame.sample_rate()));
    }
}
