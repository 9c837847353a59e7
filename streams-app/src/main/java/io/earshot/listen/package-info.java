/**
 * Keeps live sources open for months, and knows what time it is in them.
 *
 * <pre>{@code
 * try (Listeners listeners = new Listeners(opener, sink, states::publish, ListenSettings.DEFAULT, "host-1/4711");
 *         SourceListening yard = listeners.listen(AudioSource.of("yard", "http://radio.example/live.mp3"))) {
 *     SourceState now = yard.status().state();               // CONNECTING, HEALTHY, RECONNECTING, ...
 * }
 * }</pre>
 *
 * <p>A connection is an epoch. Its audio has the time that its rate gives from the epoch's start on, never the time at which
 * it arrived. What a server sends again after a break is found in what was heard, and dropped; what was not heard becomes a
 * gap with its reason. {@link io.earshot.listen.ListeningSession} decides all of it and knows neither threads nor the
 * network.
 */
package io.earshot.listen;
