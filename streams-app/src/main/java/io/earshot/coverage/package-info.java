/**
 * What was heard of a source and what was not, minute by minute, in audio time.
 *
 * <pre>{@code
 * CoverageAccount account = CoverageAccount.of("studio-1", state);     // or CoverageState.NEW
 * account.accept(chunk);                                                // what the segmenter took; also refuse, late, lose
 * account.due().forEach(minute -> ...);                                 // minutes that nothing changes any more
 * account.state();                                                      // what to store
 * }</pre>
 *
 * <p>Each moment of a lane is heard, missing for one reason, or not expected at all. What is heard counts once, and wins over
 * what is missing. Inside, time is in whole microseconds, so that heard and missing add up to expected exactly.
 */
package io.earshot.coverage;
