/**
 * The composition root: what is opened here is closed here, in the reverse order, and nowhere else are rooms joined that do
 * not know each other. {@code TaggingService} is the whole service, {@code LoadedModel} a model that can be used, the rest
 * what a command needs of a cluster: its topics, its queries, its events.
 */
package io.earshot.app;
