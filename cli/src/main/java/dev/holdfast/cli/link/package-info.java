/// How the command line reaches a server: where it is, with which token, and what its refusals mean
/// for the exit code.
@NullMarked
package dev.holdfast.cli.link;

import org.jspecify.annotations.NullMarked;
