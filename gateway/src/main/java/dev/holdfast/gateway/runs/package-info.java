/// Runs over HTTP: what a request caused, step by step, live and afterwards, and how to stop it.
@NullMarked
package dev.holdfast.gateway.runs;

import org.jspecify.annotations.NullMarked;
