package dev.holdfast.execution.egress;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/// The HTTP/1.1 client of all brokers. Blocks; call it from a virtual thread, whose interruption
/// then ends an exchange at once. Safe from any thread.
public final class Outbound {
  private final Egress egress;
  private final SSLSocketFactory tls;

  public Outbound(Egress egress) {
    this(egress, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /// With certificate authorities of one's own.
  public Outbound(Egress egress, SSLSocketFactory tls) {
    this.egress = egress;
    this.tls = tls;
  }

  /// Sends the request and waits for the answer.
  public Exchange exchange(OutboundRequest request) {
    return perform(request, new Reception.Collected(request.limits()), Duration.ZERO);
  }

  /// Sends the request and gives the answer's lines to `lines` as they come. An answer other than
  /// 2xx is collected as in [#exchange], without a line. A stream that breaks off is
  /// [Exchange.MaybeSent]; what was given to `lines` by then has been given.
  public Exchange stream(OutboundRequest request, Pace pace, Lines lines) {
    return perform(request, new Reception.Streamed(request.limits(), pace, lines), pace.first());
  }

  private Exchange perform(OutboundRequest request, Reception reception, Duration first) {
    var refusal = RequestText.refusal(request);
    if (refusal.isPresent()) {
      return new Exchange.Refused(refusal.get());
    }
    long begin = System.nanoTime();
    return switch (LookUp.within(request.limits().connect(), () -> egress.rule(request.uri()))) {
      case Ruling.Denied(var diagnostic) -> new Exchange.Refused(diagnostic);
      case Ruling.Unresolved(var message) -> new Exchange.NotSent(lookUpFault(), message);
      case Ruling.Allowed allowed -> {
        var spent = Duration.ofNanos(System.nanoTime() - begin);
        try (var wire = new Wire();
            var watchdog = new Watchdog(wire, request.limits().total().minus(spent))) {
          var call = new Call(request, wire, watchdog);
          yield call.connected(allowed, spent).orElseGet(() -> call.answer(reception, first));
        } catch (IOException unclosed) {
          yield new Exchange.MaybeSent("reset", "the connection could not be closed: " + unclosed);
        }
      }
    };
  }

  private static String lookUpFault() {
    return Thread.currentThread().isInterrupted() ? "interrupted" : "dns";
  }

  private static String host(OutboundRequest request) {
    var host = request.uri().getHost();
    return host == null ? "" : host;
  }

  /// One request on one connection.
  private final class Call {
    private final OutboundRequest request;
    private final Wire wire;
    private final Watchdog watchdog;

    Call(OutboundRequest request, Wire wire, Watchdog watchdog) {
      this.request = request;
      this.wire = wire;
      this.watchdog = watchdog;
    }

    /// Empty when the connection stands.
    Optional<Exchange> connected(Ruling.Allowed allowed, Duration spent) {
      var left = request.limits().connect().minus(spent);
      watchdog.allow(left, "connect-timeout");
      var stage = "connect";
      try {
        wire.connect(allowed, left);
        if (request.uri().getScheme().equalsIgnoreCase("https")) {
          stage = "tls";
          wire.secure(allowed, tls);
        }
        watchdog.allowTotal();
        return Optional.empty();
      } catch (SocketTimeoutException slow) {
        return Optional.of(notSent("connect-timeout", slow));
      } catch (IOException failed) {
        return Optional.of(notSent(fault(stage), failed));
      }
    }

    Exchange answer(Reception reception, Duration first) {
      try {
        send();
        if (first.isPositive()) {
          watchdog.allow(first, "first-timeout");
        }
        var input = wire.input();
        var head = AnswerHead.read(input);
        return reception.receive(head, head.body(request.method(), input), watchdog);
      } catch (MalformedAnswer malformed) {
        return maybeSent("malformed-answer", malformed);
      } catch (TooLarge large) {
        return maybeSent("too-large", large);
      } catch (IOException broken) {
        return maybeSent(fault("reset"), broken);
      }
    }

    private void send() throws IOException {
      var body = request.body().getBytes(StandardCharsets.UTF_8);
      var head = RequestText.head(request, body.length);
      var whole = new byte[head.length + body.length];
      System.arraycopy(head, 0, whole, 0, head.length);
      System.arraycopy(body, 0, whole, head.length, body.length);
      var output = wire.output();
      output.write(whole);
      output.flush();
    }

    private String fault(String otherwise) {
      if (Thread.currentThread().isInterrupted()) {
        return "interrupted";
      }
      return watchdog.bite().isEmpty() ? otherwise : watchdog.bite();
    }

    private Exchange notSent(String fault, IOException failure) {
      return new Exchange.NotSent(fault, host(request) + ": " + words(fault, failure));
    }

    private Exchange maybeSent(String fault, IOException failure) {
      return new Exchange.MaybeSent(fault, host(request) + ": " + words(fault, failure));
    }

    private static String words(String fault, IOException failure) {
      var message = failure.getMessage();
      return fault.endsWith("timeout") || message == null
          ? fault.replace('-', ' ') + " (" + failure.getClass().getSimpleName() + ")"
          : message;
    }
  }
}
