/**
 * From the words of a standing query to a query that can be matched, and warnings for its writer.
 *
 * <pre>
 * QueryRegistrar registrar = new QueryRegistrar(textEncoder, background, table::current);
 * QueryRegistration registration = registrar.register(query);
 * registration.registered().ifPresent(found -&gt; table.register(found, registration.warnings()));
 * </pre>
 *
 * <p>Each text is encoded and fitted to the background by itself, and so is the query as a whole: a query of several texts
 * scores higher on background than each of them, and one with negatives lower. Warnings do not change the events,
 * so queries may be registered in any order; which of two duplicates gets the warning depends on it.
 */
package io.earshot.register;
