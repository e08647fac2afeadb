/// The workspace file: `holdfast.yaml` and what it refers to, read into records, or refused with
/// all findings at once. A text becomes a tree of nodes that know their line and column
/// (`YamlTree`, `JsonTree`); a [Shape][dev.holdfast.control.workspace.Shape] says which keys a
/// section has; a section reads them, and each part of the workspace is read by one class. Secrets
/// are references and stay so. What is documented and not yet built is refused as such, never
/// ignored.
///
/// Every version that was ever active is kept as one document with all that it referred to, so that
/// it is read the same way years later, with no folder beside it.
@NullMarked
package dev.holdfast.control.workspace;

import org.jspecify.annotations.NullMarked;
