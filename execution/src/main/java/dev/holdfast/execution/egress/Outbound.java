package dev.holdfast.execution.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/// The HTTP/1.1 client of all brokers. Blocks; call it from a virtual thread, whose interruption
/// then ends an exchange at once. Safe from any thread.
public final class Outbound {
  private static final int KEPT = 256;
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final Egress egress;
  private final SSLSocketFactory tls;
  private final KeptWires kept = new KeptWires(KEPT);

  public Outbound(Egress egress) {
    this(egress, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /// With certificate authorities of one's own.
  public Outbound(Egress egress, SSLSocketFactory tls) {
    this.egress = egress;
    this.tls = tls;
  }

  /// Sends the request and waits for the answer, on a connection of its own.
  public Exchange exchange(OutboundRequest request) {
    return exchange(request, request.bytes());
  }

  /// The same with a body that is no text; the request's own is not sent.
  public Exchange exchange(OutboundRequest request, byte[] body) {
    var collected = new Reception.Collected(request.limits());
    return perform(new Asked(request, () -> body, collected, Duration.ZERO, KeptWires.NONE));
  }

  /// Sends the request and gives the answer's lines to `lines` as they come. An answer other than
  /// 2xx is collected as in [#exchange], without a line. A stream that breaks off is
  /// [Exchange.MaybeSent]; what was given to `lines` by then has been given.
  ///
  /// The connection is kept for the next stream. A kept one that breaks before a byte of the answer
  /// came on it is [Exchange.MaybeSent] as well (`stale`), though most likely it was closed while
  /// it waited: nothing is sent twice here. All others that wait for the same place are closed with
  /// it, so that whoever asks again gets a new one.
  public Exchange stream(OutboundRequest request, Pace pace, Lines lines) {
    var streamed = new Reception.Streamed(request.limits(), pace, lines);
    return perform(new Asked(request, request::bytes, streamed, pace.first(), kept));
  }

  /// One request, how its answer is taken, and whence its connection comes.
  private record Asked(
      OutboundRequest request,
      Supplier<byte[]> body,
      Reception reception,
      Duration first,
      KeptWires wires) {
    KeptWires.Place place(Ruling.Allowed allowed) {
      var scheme = request.uri().getScheme().toLowerCase(Locale.ROOT);
      return new KeptWires.Place(scheme, allowed.host(), allowed.port());
    }
  }

  private Exchange perform(Asked asked) {
    var request = asked.request();
    var refusal = RequestText.refusal(request);
    if (refusal.isPresent()) {
      return new Exchange.Refused(refusal.get());
    }
    long begin = System.nanoTime();
    return switch (LookUp.within(request.limits().connect(), () -> egress.rule(request.uri()))) {
      case Ruling.Denied(var diagnostic) -> new Exchange.Refused(diagnostic);
      case Ruling.Unresolved(var message) -> new Exchange.NotSent(lookUpFault(), message);
      case Ruling.Allowed allowed ->
          over(allowed, asked, Duration.ofNanos(System.nanoTime() - begin));
    };
  }

  /// Over a connection that was kept, or over a new one.
  private Exchange over(Ruling.Allowed allowed, Asked asked, Duration spent) {
    try {
      var place = asked.place(allowed);
      var wire = asked.wires().take(place, allowed.pinned()).orElseGet(Wire::new);
      var watchdog = new Watchdog(wire, asked.request().limits().total().minus(spent));
      var call = new Call(asked, wire, watchdog);
      try {
        return call.connected(allowed, spent).orElseGet(call::answer);
      } finally {
        call.over(place);
      }
    } catch (IOException unclosed) {
      return new Exchange.MaybeSent("reset", "the connection could not be closed: " + unclosed);
    }
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
    private final Asked asked;
    private final OutboundRequest request;
    private final Wire wire;
    private final Watchdog watchdog;
    private final boolean wasKept;
    private Optional<Rest> rest = Optional.empty();
    private boolean begun = false;
    private boolean stale = false;

    Call(Asked asked, Wire wire, Watchdog watchdog) {
      this.asked = asked;
      this.request = asked.request();
      this.wire = wire;
      this.watchdog = watchdog;
      this.wasKept = wire.isConnected();
    }

    /// Empty when the connection stands.
    Optional<Exchange> connected(Ruling.Allowed allowed, Duration spent) {
      if (wire.isConnected()) {
        return Optional.empty();
      }
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

    Exchange answer() {
      try {
        send();
        if (asked.first().isPositive()) {
          watchdog.allow(asked.first(), "first-timeout");
        }
        var input = wire.input();
        awaitFirst(input);
        var head = AnswerHead.read(input);
        var body = head.body(request.method(), input);
        var exchange = asked.reception().receive(head, body, watchdog);
        rest = Optional.of(new Rest(head, body));
        return exchange;
      } catch (MalformedAnswer malformed) {
        return maybeSent("malformed-answer", malformed);
      } catch (TooLarge large) {
        return maybeSent("too-large", large);
      } catch (IOException broken) {
        var fault = fault(wasKept && !begun ? "stale" : "reset");
        stale = fault.equals("stale");
        return maybeSent(fault, broken);
      }
    }

    private void awaitFirst(InputStream input) throws IOException {
      input.mark(1);
      if (input.read() < 0) {
        throw new EOFException("the connection was closed");
      }
      input.reset();
      begun = true;
    }

    private void send() throws IOException {
      var body = asked.body().get();
      var head = RequestText.head(request, body.length, connection());
      var whole = new byte[head.length + body.length];
      System.arraycopy(head, 0, whole, 0, head.length);
      System.arraycopy(body, 0, whole, head.length, body.length);
      var output = wire.output();
      output.write(whole);
      output.flush();
    }

    private String connection() {
      return asked.wires().keepsSome() ? "keep-alive" : "close";
    }

    /// The watchdog is called off first: it must not bite in the next exchange.
    void over(KeptWires.Place place) throws IOException {
      watchdog.close();
      if (stale) {
        asked.wires().forget(place);
      }
      var left =
          rest.filter(behind ->
              asked.wires().keepsSome()
                  && behind.isBounded()
                  && watchdog.bite().isEmpty()
                  && !Thread.currentThread().isInterrupted());
      if (left.isEmpty()) {
        wire.close();
      } else if (left.get().isAtEnd() || wire.input().available() > 0) {
        keep(place, left.get());
      } else {
        // What is left has no meaning; whoever asked does not wait for it.
        Thread.ofVirtual().name("last-words").start(() -> keep(place, left.get()));
      }
    }

    private void keep(KeptWires.Place place, Rest left) {
      try {
        wire.patience(LAST_WORDS);
        if (left.isRead()) {
          wire.patience(Duration.ZERO);
          asked.wires().keep(place, wire, left.idle());
          return;
        }
        wire.close();
      } catch (IOException _) {
        // The answer has been given; nobody else can be served.
        wire.abandon();
      }
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
