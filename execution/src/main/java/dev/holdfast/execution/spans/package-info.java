/// What was done, told as spans to whoever follows traces: off unless the workspace or the
/// environment names a collector, and then without any hold on what is done. A span is handed over
/// without waiting, has a place in a bounded queue or is dropped and counted, and leaves in batches
/// (OTLP over HTTP). Only `OtlpSpans` and what it sends (`Exported`) know OpenTelemetry's library,
/// so that none of it is loaded while nobody listens.
@NullMarked
package dev.holdfast.execution.spans;

import org.jspecify.annotations.NullMarked;
