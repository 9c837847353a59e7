/**
 * The audio of an event, cut from its source by the source's own clock, and what is said beside it: a picture, facts, digests.
 * Values and arithmetic only; who reads the topic and who writes files is elsewhere.
 *
 * <pre>
 * ClipCutter cutter = new ClipCutter(ClipSpan.of(event, Roll.DEFAULT, 300));
 * chunks.forEach(cutter::take);
 * Optional&lt;Clip&gt; clip = cutter.clip(false);
 * </pre>
 */
package io.earshot.evidence;
