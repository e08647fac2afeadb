/// Numbers for those who watch (OpenMetrics): requests by route and status, what was decided, as
/// the bulletin tells it, what the shells count through their `Meter`, and, looked up at each
/// scrape, what waits where. Counters start at zero with the process; what must be exact is in the
/// books.
@NullMarked
package dev.holdfast.gateway.metrics;

import org.jspecify.annotations.NullMarked;
