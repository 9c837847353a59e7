/**
 * The command line, one class a command. Results go to standard output, so that a program can read them; everything else
 * to standard error. Exit codes: 0 done, 2 wrong use, 1 failed; what a user can mend is said on one line.
 *
 * <p>With {@code --json} each line of standard output is one JSON object, and whatever else there is to say goes to standard
 * error.
 */
package io.earshot.cli;

