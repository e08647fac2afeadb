/// HTTP, once and for all routes: Jetty's core handlers on virtual threads, one table of routes,
/// limits on everything that comes in, and one shape of problem (RFC 9457) for everything that is
/// refused. `Front` takes a request through the same steps whatever its route: find it, know the
/// caller, read the body, ask the endpoint, write the reply. An endpoint parses, submits, answers;
/// it never sees Jetty.
@NullMarked
package dev.holdfast.gateway.http;

import org.jspecify.annotations.NullMarked;
