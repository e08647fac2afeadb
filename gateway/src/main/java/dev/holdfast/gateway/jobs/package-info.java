/// Jobs over HTTP. A job is read and written whole, with the keys that it has in the workspace
/// file; whoever changes one says which revision was seen (`If-Match`), so that nobody's change is
/// lost. What came of its instants is a list of its own, and so is who changed it, when and why,
/// read back from the entries of the ledger.
@NullMarked
package dev.holdfast.gateway.jobs;

import org.jspecify.annotations.NullMarked;
