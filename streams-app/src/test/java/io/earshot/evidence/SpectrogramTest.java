package io.earshot.evidence;

import static io.earshot.evidence.ClipStory.EPOCH;
import static io.earshot.evidence.ClipStory.SOURCE;
import static io.earshot.evidence.ClipStory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.audio.AudioChunk;
import io.earshot.audio.PcmFormat;
import io.earshot.audio.SampleEncoding;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SpectrogramTest {
    private static final PcmFormat FORMAT = new PcmFormat(32_000, 1, SampleEncoding.S16);

    @Test
    void shouldShowATwoToneSignalWhereItSoundsAndMarkTheEvent() throws IOException {
        ClipCutter cutter = new ClipCutter(ClipStory.span(0, 3));
        cutter.take(tone(0, 500));
        cutter.take(AudioChunk.gap(SOURCE, EPOCH, 32_000, START, FORMAT, 32_000));
        cutter.take(tone(64_000, 5_000));
        byte[] png = Spectrogram.png(cutter.clip(false).orElseThrow(), START + 1_000_000, START + 2_000_000);
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo(300);
        assertThat(brightestRow(picture, 50)).isGreaterThan(brightestRow(picture, 250) + 40);
        assertThat(picture.getRGB(150, 0) & 0xffffff).isEqualTo(Spectrogram.MARK);
        assertThat(picture.getRGB(99, 0) & 0xffffff).isNotEqualTo(Spectrogram.MARK);
        assertThat(picture.getRGB(200, 0) & 0xffffff).isNotEqualTo(Spectrogram.MARK);
        assertThat(picture.getRGB(150, 100) & 0xffffff).isEqualTo(Spectrogram.MISSING);
    }

    @Test
    void shouldDrawSilenceAtEveryRate() throws IOException {
        for (int rate : new int[] {8_000, 11_025, 44_100, 96_000, 192_000}) {
            PcmFormat format = new PcmFormat(rate, 1, SampleEncoding.S16);
            ClipCutter cutter = new ClipCutter(ClipStory.span(0, 0.5));
            cutter.take(AudioChunk.audio(SOURCE, EPOCH, 0, START, format, new byte[2 * (rate / 2 + 1)]));
            byte[] png = Spectrogram.png(cutter.clip(false).orElseThrow(), START, START);
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(50);
        }
    }

    @Test
    void shouldDrawNoBarWhereThereIsNoEvent() throws IOException {
        ClipCutter cutter = new ClipCutter(ClipStory.span(0, 1));
        cutter.take(tone(0, 500));
        BufferedImage picture = ImageIO.read(
                new ByteArrayInputStream(Spectrogram.png(cutter.clip(false).orElseThrow())));
        assertThat(picture.getHeight()).isEqualTo(Spectrogram.BANDS * Spectrogram.ROWS_PER_BAND);
        for (int x = 0; x < picture.getWidth(); x++) {
            assertThat(picture.getRGB(x, 0) & 0xffffff).isNotEqualTo(Spectrogram.MARK);
        }
    }

    private static AudioChunk tone(long first, double hz) {
        ByteBuffer pcm = ByteBuffer.allocate(64_000).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 32_000; i++) {
            pcm.putShort((short) (10_000 * Math.sin(2 * Math.PI * hz * i / 32_000)));
        }
        return AudioChunk.audio(SOURCE, EPOCH, first, START, FORMAT, pcm.array());
    }

    private static int brightestRow(BufferedImage picture, int column) {
        int brightest = Spectrogram.BAR_ROWS;
        for (int y = Spectrogram.BAR_ROWS; y < picture.getHeight(); y++) {
            if (brightness(picture, column, y) > brightness(picture, column, brightest)) {
                brightest = y;
            }
        }
        return brightest;
    }

    private static int brightness(BufferedImage picture, int column, int row) {
        Color colour = new Color(picture.getRGB(column, row));
        return colour.getRed() + colour.getGreen() + colour.getBlue();
    }
}
