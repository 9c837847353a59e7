/**
 * The composition root: only here are rooms joined that do not know each other. Each class closes what it opens, in the
 * reverse order. {@code TaggingService} is the whole service, {@code LoadedModel} a model with its encoders,
 * {@code EmbeddedEarshot} both with a broker in one process. {@code cluster} reads a cluster, {@code lab} measures.
 */
package io.earshot.app;
