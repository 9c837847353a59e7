/**
 * Signal processing on plain arrays: window function, FFT, mel bands, resampling, decibels, half floats.
 *
 * <pre>{@code
 * Stft stft = new Stft(1024, WindowFunction.centred(WindowFunction.hann(800), 1024));
 * stft.power(signal, frame * 320, power);
 * bank.apply(power, mels);
 * }</pre>
 *
 * <p>What each hop needs is computed for many frames at once ({@link io.earshot.dsp.BatchStft}, {@link
 * io.earshot.dsp.ScaledLogarithm}); the plain forms remain for single spectra, and are what tests hold the others against.
 *
 * <p>Nothing here knows of chunks, sources, settings or clocks, and nothing logs. Each method states of its array
 * arguments whether they are modified. The FFT of one frame and the Hann window function are TarsosDSP's; the rest is ours because it must
 * be exact in a way that TarsosDSP does not promise: the resampler by absolute position, the mel bands as in training.
 */
package io.earshot.dsp;
