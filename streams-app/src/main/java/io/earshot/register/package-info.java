/**
 * From the words of a standing query to a query that can be matched, and what its writer should know of it.
 *
 * <pre>
 * QueryRegistrar registrar = new QueryRegistrar(textEncoder, background, table::current);
 * QueryRegistration registration = registrar.register(query);
 * registration.registered().ifPresent(found -&gt; table.register(found, registration.warnings()));
 * </pre>
 *
 * <p>Each text is encoded and fitted to the background by itself, and so is the query as a whole: a query of several texts
 * scores higher on background than each of them, and one with negatives lower. Warnings change nothing of what is heard,
 * so a query may be registered in any order; which of two duplicates is warned of depends on it.
 */
package io.earshot.register;
