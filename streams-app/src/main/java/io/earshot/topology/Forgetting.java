package io.earshot.topology;

import java.time.Duration;

/**
 * When silent sources are forgotten. What is given up first is what takes most room and is of least use.
 *
 * @param audio silence after which audio that is not used up and the tokens of a source are given up: its run ends
 * @param cursor silence after which nothing is known of a source any more, not even which chunks it sent
 * @param memory of the audio of all sources; if there is none left, those silent for longest give theirs up before
 */
public record Forgetting(Duration audio, Duration cursor, AudioMemory memory) {}
