package io.earshot.lab.live;

import java.time.Duration;

/**
 * What is measured.
 *
 * @param sources that play
 * @param queries that are registered
 * @param chunkMillis length of a chunk
 * @param isBacklog whether all audio lies on the broker before the service starts, so that it goes as fast as it can
 * @param warmUp how long sources play before anything is measured
 * @param span how long is measured
 */
public record LiveLoad(int sources, int queries, int chunkMillis, boolean isBacklog, Duration warmUp, Duration span) {}
