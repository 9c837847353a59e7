/**
 * From the words of a standing query to a query that can be matched.
 *
 * <pre>
 * QueryRegistration registration = new QueryRegistrar(textEncoder, background).register(query);
 * registration.registered().ifPresent(table::register);
 * </pre>
 */
package io.earshot.register;
