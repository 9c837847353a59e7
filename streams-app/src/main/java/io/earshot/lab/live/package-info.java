/**
 * Measures live audio as it is run: broker, service and players in processes of their own, so that the cost of each can be told.
 *
 * <pre>{@code
 * LiveBench bench = new LiveBench(Build.ofThis(), recordings, System.err::println);
 * LivePoint point = bench.measure(new LiveLoad(100, 100, 320, false, Duration.ofSeconds(20), Duration.ofSeconds(30)));
 * System.out.println(point.serviceMillisAHop());
 * }</pre>
 */
package io.earshot.lab.live;
