/**
 * The command line: one class a command, and nothing that another module could want.
 *
 * <p>Data goes to standard output, as a table or with {@code --json} as one versioned envelope; progress and warnings go to
 * standard error. Read {@link dev.podium.cli.Podium} next: it lists the commands and the exit codes.
 */
@NullMarked
package dev.podium.cli;

import org.jspecify.annotations.NullMarked;
