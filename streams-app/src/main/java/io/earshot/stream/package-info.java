/**
 * Opens the address of a live source, once, by whatever protocol it names; never opens it again by itself.
 */
package io.earshot.stream;
