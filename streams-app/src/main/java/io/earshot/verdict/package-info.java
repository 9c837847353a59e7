/**
 * What people say of events, and what that says of queries.
 *
 * <pre>{@code
 * EventVerdict verdict = EventVerdict.of(event, new Judged(Judgement.WRONG, "night-desk", Instant.now(), "a tray of cutlery"));
 * Tally tally = Tally.of(verdicts);           // of one query
 * tally.precision();                          // 17 right of 20: 0.85, 0.64 to 0.95
 * new ThresholdSearch(0.9).in(tally);        // the lowest threshold at which 9 of 10 were right
 * }</pre>
 */
package io.earshot.verdict;
