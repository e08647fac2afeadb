/// Looks at a job before it is enabled, and again when that is too long ago or what it depends on
/// has changed (blueprint §5). A job that wants a preflight waits in a lane of its own;
/// `Preflights` claims it under a lease, and one `Inspection` looks at everything that the job
/// needs and reports it, part by part, each with what was seen and, where it failed, with what to
/// do. Which parts there are stands in `Looks`. A part has little time, and one that breaks is a
/// part that failed: a report is never lost to what it is about. An inspection that ends without a
/// report leaves its lease to run out, and the job is looked at again.
@NullMarked
package dev.holdfast.execution.preflight;

import org.jspecify.annotations.NullMarked;
