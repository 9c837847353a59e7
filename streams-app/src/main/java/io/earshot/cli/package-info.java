/**
 * The command line, one class a command. Results go to standard output, so that a program can read them; everything else
 * to standard error. Exit codes: 0 done, 2 wrong use, 1 failed; what a user can mend is said on one line.
 */
package io.earshot.cli;
