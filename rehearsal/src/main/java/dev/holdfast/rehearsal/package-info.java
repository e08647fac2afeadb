/// Rehearses the production code on a stage, seed by seed. The same seed gives the same history; a
/// finding is repeated by its seed alone.
@NullMarked
package dev.holdfast.rehearsal;

import org.jspecify.annotations.NullMarked;
