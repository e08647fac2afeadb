package dev.holdfast.gateway.http;

import dev.holdfast.core.Diagnostic;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// What Jetty itself refuses (a header line that is not one, a URI that climbs out), in our words.
final class Refusals implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = Math.max(HttpStatus.BAD_REQUEST_400, response.getStatus());
    var trace = Trace.of(Door.header(request, "traceparent"), "");
    var problem =
        Problem.of(
            status,
            new Diagnostic(
                "http-" + status,
                "The request is not one that HTTP/1.1 allows here: "
                    + HttpStatus.getMessage(status)
                    + ".",
                "It was not looked at.",
                "Mend the request line or the headers."));
    problem.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put("X-Correlation-Id", trace.correlation());
    response.write(true, Front.utf8(problem.doc(trace.correlation()).line()), callback);
    return true;
  }
}
