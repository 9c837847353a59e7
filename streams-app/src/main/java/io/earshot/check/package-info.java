/** Says whether a model bundle is whole and gives, here, what the training side saw: the work behind {@code model check}. */
package io.earshot.check;
