/// What the workspace tells the rules (blueprint §7), gathered from the chapters' own policies.
/// Each version has a number; a version that was ever active stays readable, so that runs keep what
/// they began with and entries can be replayed.
@NullMarked
package dev.holdfast.core.config;

import org.jspecify.annotations.NullMarked;
