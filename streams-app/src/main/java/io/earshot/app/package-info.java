/**
 * The composition root: what is opened here is closed here, in the reverse order, and nowhere else are rooms joined that do
 * not know each other. {@code TaggingService} is the whole service, {@code LoadedModel} a model that can be used,
 * {@code EmbeddedEarshot} both with a broker in one process. What only reads or asks a cluster is at home in
 * {@code cluster}, what only measures in {@code lab}.
 */
package io.earshot.app;

