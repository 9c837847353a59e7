package io.earshot.live;

import io.earshot.audio.GapReason;

/**
 * Audio that is missing and will not come.
 *
 * @param sourceId of the source
 * @param fromMicros audio time at which it begins, microseconds since 1970
 * @param toMicros audio time at which it ends
 * @param reason why
 */
public record Gap(String sourceId, long fromMicros, long toMicros, GapReason reason) implements LiveItem {}
