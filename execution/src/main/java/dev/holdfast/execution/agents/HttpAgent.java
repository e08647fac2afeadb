package dev.holdfast.execution.agents;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.egress.Exchange;
import dev.holdfast.execution.egress.OutboundRequest;
import dev.holdfast.execution.probe.Knock;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Resolved;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.wire.ResultWire;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Sends the contract to a remote agent. The result is the answer, or it comes over the API later
/// while the lease is kept here. `Idempotency-Key` is the same for the same attempt.
final class HttpAgent implements Agent, Probe {
  private static final Codec CODEC = new Codec();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int ACCEPTED = 202;
  private static final int TAIL = 2 * 1024;

  private final AgentSpec.Http spec;
  private final Secrets secrets;
  private final Doors doors;

  HttpAgent(AgentSpec.Http spec, Secrets secrets, Doors doors) {
    this.spec = spec;
    this.secrets = secrets;
    this.doors = doors;
  }

  @Override
  public Result work(Attempt attempt) throws InterruptedException {
    var headers = headers(attempt);
    switch (secrets.resolve(spec.token())) {
      case Resolved.Value(var token) -> headers.put("Authorization", "Bearer " + token);
      case Resolved.None() -> {
        // An agent on the same machine needs none.
      }
      case Resolved.Missing(var why) -> {
        return Result.hopeless(why.code(), why.cause());
      }
    }
    URI uri;
    try {
      uri = new URI(spec.url());
    } catch (URISyntaxException malformed) {
      return Result.hopeless("agent-address", malformed.getReason());
    }
    var limits =
        new OutboundRequest.Limits(
            CONNECT,
            attempt.deadline().left(),
            ResultWire.BYTES_MAX,
            OutboundRequest.Reading.WHOLE);
    var exchange =
        doors
            .outbound()
            .exchange(new OutboundRequest("POST", uri, headers, attempt.text(), limits));
    if (Thread.interrupted()) {
      throw new InterruptedException("cut while the remote agent was at work");
    }
    return result(attempt, exchange);
  }

  /// Whatever it answers: a service that takes contracts by POST owes nobody more.
  @Override
  public Probed probe(Duration atMost) {
    var knock = new Knock(doors.outbound(), secrets.redaction());
    return switch (knock.at(spec.url(), Knock.HARMLESS, Map.of(), atMost)) {
      case Knock.Heard.Silence(var why) -> why;
      case Knock.Heard.Answer(var place, _, var line, _) ->
          new Probed.Passed(place + " answers OPTIONS with " + line + "; no work was asked for");
    };
  }

  private static Map<String, String> headers(Attempt attempt) {
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    headers.put("Idempotency-Key", attempt.task() + "-" + attempt.fence().number());
    headers.put("X-Correlation-Id", attempt.assignment().correlation());
    return headers;
  }

  private Result result(Attempt attempt, Exchange exchange) throws InterruptedException {
    return switch (exchange) {
      case Exchange.Answered(var status, _, _, var body) -> answered(attempt, status, body);
      case Exchange.NotSent(var fault, var message) ->
          Result.failed("unreachable", fault + ": " + message);
      case Exchange.MaybeSent(var fault, var message) -> Result.failed(fault, message);
      case Exchange.Refused(var why) -> Result.hopeless(why.code(), why.cause());
    };
  }

  private Result answered(Attempt attempt, int status, String body) throws InterruptedException {
    if (status == ACCEPTED) {
      return switch (spec.answering()) {
        case BY_CALLBACK -> awaitReport(attempt);
        case AT_ONCE ->
            Result.hopeless(
                "unexpected-202", "the agent answered 202, but it is configured to answer at once");
      };
    }
    // Whatever it was sent must not come back in its result.
    var text = secrets.redaction().redact(body);
    var shown = text.substring(Math.max(0, text.length() - TAIL)).strip();
    return switch (status / 100) {
      case 2 -> Result.of(ResultWire.read(text.getBytes(StandardCharsets.UTF_8)), shown);
      case 3 -> Result.hopeless("http-redirect", "HTTP " + status + ": redirects are not followed");
      case 4 -> rejected(status, shown);
      default -> Result.failed("http-error", "HTTP " + status + " " + shown);
    };
  }

  private static Result rejected(int status, String shown) {
    var message = "HTTP " + status + " " + shown;
    return switch (status) {
      case 401, 403 -> Result.hopeless("http-denied", message);
      case 408, 409, 425, 429 -> Result.failed("http-busy", message);
      default -> Result.hopeless("http-rejected", message);
    };
  }

  /// The agent reports under the lease that it was told; heartbeats go on here meanwhile.
  private Result awaitReport(Attempt attempt) throws InterruptedException {
    while (!attempt.deadline().isOver()) {
      var bell = doors.bulletin().changes(attempt.task());
      long seen = bell.rings();
      if (!isHeld(attempt)) {
        return new Result.Settled();
      }
      bell.await(seen, attempt.deadline().atMost(LOOK).left());
    }
    return Result.failed("timeout", "the agent did not report before the deadline");
  }

  private boolean isHeld(Attempt attempt) {
    return doors
        .reader()
        .row(attempt.task())
        .map(row -> CODEC.decode(row.state()))
        .filter(state ->
            state instanceof TaskState.Leased leased
                && leased.lease().fence().equals(attempt.fence()))
        .isPresent();
  }
}
