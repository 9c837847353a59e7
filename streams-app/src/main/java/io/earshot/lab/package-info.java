/**
 * Benches: they measure the whole service and its calibration on this machine. They start what {@code app} composes and play
 * audio into it; nothing of the service depends on them.
 */
package io.earshot.lab;
