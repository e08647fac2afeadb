/// Secrets at the last door. The workspace holds references only; the broker that needs a value
/// resolves it here, at the moment of use, so that a rotated secret is used without a restart.
/// Every value that was ever resolved is known to the `Redaction`, which takes it out of any text
/// before that text is kept, logged or reported.
@NullMarked
package dev.holdfast.execution.secrets;

import org.jspecify.annotations.NullMarked;
