/**
 * The command line, one class a command. Results go to standard output, so that a program can read them; everything else
 * to standard error. With {@code --json} each line of standard output is one JSON object. Exit codes: 0 done, 2 wrong use,
 * 1 failed; an error that a user can mend takes one line.
 */
package io.earshot.cli;
