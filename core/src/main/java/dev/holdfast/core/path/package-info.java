/// What follows from what (blueprint §2): the one place that knows all chapters. `Rulebook` finds
/// the rules of a stream's kind; `Path` turns a fact of one stream into orders to others. Orders
/// are carried out in the same transaction as the fact; if one is refused, nothing of the whole
/// command is entered. Chapters never import each other: read this package to see how a request
/// becomes a reply.
@NullMarked
package dev.holdfast.core.path;

import org.jspecify.annotations.NullMarked;
