/// Requests (blueprint §2, §6.1): what came in, which contract answers it, and how that ended. A
/// request is accepted once, with the route that was chosen and why; the channel must be known and
/// must have a responder or a matching route. Routes are tried in order and the first match wins;
/// an expression that fails to evaluate does not match and is named in the reason. A request ends
/// exactly once: replied, silent, failed or cancelled. How its reply was delivered is another
/// stream's story.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new | Accept | Accepted | accepted |
/// | accepted | Settle | Settled | replied, silent, failed, cancelled |
@NullMarked
package dev.holdfast.core.routing;

import org.jspecify.annotations.NullMarked;
