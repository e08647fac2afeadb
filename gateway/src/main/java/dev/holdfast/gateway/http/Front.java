package dev.holdfast.gateway.http;

import dev.holdfast.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where Jetty ends: turns its requests into replies and writes these.
final class Front extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);
  private final Door door;
  private final Watch watch;

  Front(Door door, Watch watch) {
    this.door = door;
    this.watch = watch;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    long began = System.nanoTime();
    var trace =
        Trace.of(Door.header(request, "traceparent"), Door.header(request, "X-Correlation-Id"));
    var match = door.find(request);
    var made = reply(request, match, trace.correlation());
    if (made instanceof Reply.Refused) {
      Intake.passOver(request);
    }
    var reply = worded(made, match, trace.correlation());
    response.getHeaders().put("X-Correlation-Id", trace.correlation());
    response.getHeaders().put("traceparent", trace.parent());
    write(reply, response, callback);
    served(request, match, reply, new Timing(trace.correlation(), began));
    return true;
  }

  private Reply reply(Request request, Router.Match match, String correlation) {
    try {
      return switch (match) {
        case Router.Match.Refused(var problem) -> Reply.refused(problem);
        case Router.Match.Found found -> door.reply(request, found, correlation);
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Reply.refused(Problems.stopping());
    } catch (LedgerUnavailable unavailable) {
      return Reply.refused(Problems.unavailable(unavailable.diagnostic()));
    } catch (IOException gone) {
      LOG.atDebug()
          .setMessage("http.body-lost")
          .addKeyValue("correlationId", correlation)
          .setCause(gone)
          .log();
      return Reply.refused(Problems.notJson("body", "The body ended before it was complete."));
    } catch (RuntimeException defect) {
      LOG.atError()
          .setMessage("http.failed")
          .addKeyValue("correlationId", correlation)
          .setCause(defect)
          .log();
      return Reply.refused(Problems.failed(correlation));
    }
  }

  private static Reply worded(Reply reply, Router.Match match, String correlation) {
    var wording =
        switch (match) {
          case Router.Match.Refused _ -> Wording.PROBLEM;
          case Router.Match.Found(var route, _) -> route.wording();
        };
    return reply instanceof Reply.Refused(var problem)
        ? wording.text().of(problem, correlation)
        : reply;
  }

  private static void write(Reply reply, Response response, Callback callback) {
    response.setStatus(reply.status());
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      response.getHeaders().put(header.getKey(), header.getValue());
    }
    switch (reply) {
      case Reply.Whole whole -> response.write(true, utf8(whole.content()), callback);
      case Reply.Refused(var problem) ->
          throw new IllegalStateException("a refusal without words: " + problem);
      case Reply.Streamed streamed -> stream(streamed, response, callback);
    }
  }

  static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void stream(Reply.Streamed streamed, Response response, Callback callback) {
    try {
      streamed.writing().write(piece -> Content.Sink.write(response, false, utf8(piece)));
      response.write(true, ByteBuffer.allocate(0), callback);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      callback.failed(stopped);
    } catch (IOException | RuntimeException gone) {
      LOG.atDebug().setMessage("http.stream-ended").setCause(gone).log();
      callback.failed(gone);
    }
  }

  private record Timing(String correlation, long began) {}

  private void served(Request request, Router.Match match, Reply reply, Timing timing) {
    var took = Duration.ofNanos(System.nanoTime() - timing.began());
    var route = match instanceof Router.Match.Found found ? found.route().template() : "";
    watch.served(request.getMethod(), route, reply.status(), took);
    LOG.atDebug()
        .setMessage("http.request")
        .addKeyValue("method", request.getMethod())
        .addKeyValue("route", route)
        .addKeyValue("status", reply.status())
        .addKeyValue("millis", took.toMillis())
        .addKeyValue("correlationId", timing.correlation())
        .log();
  }
}
