/** Checks that a model bundle is complete and reproduces the results of the training side: {@code model check}. */
package io.earshot.check;
