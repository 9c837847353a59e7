/**
 * Standing queries, and the snapshot table of those that can be matched.
 *
 * <pre>
 * LiveQueryTable table = new LiveQueryTable();
 * table.register(query);               // by one thread at a time
 * QueryTable snapshot = table.current();   // by any thread; never changes
 * </pre>
 *
 * <p>The table is immutable and made of small tiles, so that adding one query among 100,000 copies some kilobytes and
 * not the table, and whoever prepares something for each tile prepares it again only for tiles that changed.
 */
package io.earshot.query;
