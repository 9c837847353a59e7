package io.earshot.evaluate.stream;

/**
 * When a query's sound was heard.
 *
 * @param query index of the query
 * @param onsetSec where in the stream it begins, s
 * @param offsetSec where it ends, s
 * @param openedSec how far the stream had been heard when it was first reported, s
 * @param confidence its highest
 */
record Detection(int query, double onsetSec, double offsetSec, double openedSec, double confidence) {}
