/**
 * What was recorded: events, near misses and dead letters as they are asked for, and events as they happen.
 *
 * <p>Filters and pages are values. {@code EventLog}, {@code NearMissLog} and {@code DeadLetterBox} are what answers; the
 * topics behind them belong to {@code cluster}. {@code LiveEvents} passes what one reader of the topic reads to any number of
 * listeners. A {@code Place} in the topic is all that a listener needs to go on where it stopped: nothing about it is kept here.
 */
package io.earshot.history;
