package dev.holdfast.execution.spans;

import dev.holdfast.execution.egress.Exchange;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.OutboundRequest;
import dev.holdfast.execution.egress.OutboundRequest.Limits;
import dev.holdfast.execution.egress.OutboundRequest.Reading;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The way that the library's exporter sends by: our own client, so that what leaves goes only to
/// an address that the egress rules have just allowed. What a collector cannot take for the moment
/// is brought again twice (the protocol's statuses for that: 429, 502, 503, 504). For one thread.
final class OtlpWay implements HttpSenderProvider, ComponentLoader {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final int ANSWER_MAX = 64 * 1024;
  private static final int TRIES = 3;

  private final Outbound outbound;
  private final Duration within;
  private final Duration rest;
  private final CountDownLatch closing;
  private Lost lost = new Lost("", "");

  /// @param within the longest for one try
  /// @param rest between two tries; ends when `closing` does
  OtlpWay(Outbound outbound, Duration within, Duration rest, CountDownLatch closing) {
    this.outbound = outbound;
    this.within = within;
    this.rest = rest;
    this.closing = closing;
  }

  /// Why the last batch did not arrive.
  ///
  /// @param nextAction empty where the collector itself has to be looked at
  record Lost(String cause, String nextAction) {}

  Lost lost() {
    return lost;
  }

  /// The library looks for its sender among services; this is the only one that it finds.
  @Override
  public <T> Iterable<T> load(Class<T> service) {
    return service.isInstance(this) ? List.of(service.cast(this)) : List.of();
  }

  @Override
  public HttpSender createSender(HttpSenderConfig config) {
    return new Sender(config);
  }

  private final class Sender implements HttpSender {
    private final HttpSenderConfig config;

    Sender(HttpSenderConfig config) {
      this.config = config;
    }

    @Override
    public void send(
        MessageWriter message, Consumer<HttpResponse> answered, Consumer<Throwable> failed) {
      try {
        var body = new ByteArrayOutputStream(message.getContentLength());
        message.writeMessage(body);
        switch (bring(body.toByteArray())) {
          case Exchange.Answered answer -> {
            lost = new Lost("it answered " + answer.status() + " " + answer.reason(), "");
            answered.accept(response(answer));
          }
          case Exchange.NotSent(var fault, var why) -> fail(fault + ": " + why, "", failed);
          case Exchange.MaybeSent(var fault, var why) -> fail(fault + ": " + why, "", failed);
          case Exchange.Refused(var why) -> fail(why.cause(), why.nextAction(), failed);
        }
      } catch (IOException unwritable) {
        fail(unwritable.toString(), "", failed);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        fail("interrupted", "", failed);
      }
    }

    private Exchange bring(byte[] body) throws InterruptedException {
      var request = new OutboundRequest("POST", config.getEndpoint(), headers(), "", limits());
      var exchange = outbound.exchange(request, body);
      for (int tried = 1; tried < TRIES && isWorthAnother(exchange); tried++) {
        if (closing.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
          return exchange;
        }
        exchange = outbound.exchange(request, body);
      }
      return exchange;
    }

    private Map<String, String> headers() {
      var headers = new LinkedHashMap<String, String>();
      config
          .getHeadersSupplier()
          .get()
          .forEach((name, values) -> headers.put(name, String.join(", ", values)));
      headers.put("Content-Type", config.getContentType());
      return headers;
    }

    private Limits limits() {
      return new Limits(CONNECT_MAX, within, ANSWER_MAX, Reading.WHOLE);
    }

    private void fail(String cause, String nextAction, Consumer<Throwable> failed) {
      lost = new Lost(cause, nextAction);
      failed.accept(new IOException(cause));
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static boolean isWorthAnother(Exchange exchange) {
    return switch (exchange) {
      case Exchange.Answered(var status, _, _, _) ->
          switch (status) {
            case 429, 502, 503, 504 -> true;
            default -> false;
          };
      case Exchange.NotSent _, Exchange.MaybeSent _, Exchange.Refused _ -> false;
    };
  }

  private static HttpResponse response(Exchange.Answered answer) {
    return new Response(answer.status(), answer.reason(), answer.body());
  }

  private record Response(int status, String reason, String body) implements HttpResponse {
    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getStatusMessage() {
      return reason;
    }

    @Override
    public byte[] getResponseBody() {
      return body.getBytes(StandardCharsets.UTF_8);
    }
  }
}
