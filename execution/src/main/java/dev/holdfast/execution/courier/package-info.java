/// Takes deliveries out. Each channel has a courier of its own, so that a slow receiver holds up
/// nobody else. A courier asks the desk for what is ready; the desk answers when the attempt is
/// entered and counted, and only then is anything sent. What the sender says is reported back under
/// the attempt's fence, many reports together. A courier that dies in between leaves a lease that
/// runs out, and the rules then treat the attempt as one of which nobody can say how it ended.
@NullMarked
package dev.holdfast.execution.courier;

import org.jspecify.annotations.NullMarked;
