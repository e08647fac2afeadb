/// Jobs (blueprint §5) as the workspace declares them, brought into the ledger.
@NullMarked
package dev.holdfast.control.jobs;

import org.jspecify.annotations.NullMarked;
