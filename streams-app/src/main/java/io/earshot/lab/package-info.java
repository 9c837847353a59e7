/**
 * Benches: the whole service, its calibration and its decoder measured on this machine. They start what {@code app}
 * composes and play audio into it; nothing of the service depends on them.
 */
package io.earshot.lab;
