/** Meters: every name and tag in one registry class. Base units, few tags, no free text. */
package io.earshot.metrics;
