package dev.holdfast.execution.tools;

import dev.holdfast.core.Json;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Intents;
import dev.holdfast.execution.attempt.Permission;
import dev.holdfast.execution.egress.Exchange;
import dev.holdfast.execution.egress.OutboundRequest;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.ledger.Codec;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Reads one address. Private addresses are refused unless the workspace lists them; redirects are
/// told, not followed; the text is cut at 64 KiB.
final class HttpGet implements Tool {
  static final String NAME = "http.get";

  private static final int TEXT_MAX = 64 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration TOTAL = Duration.ofSeconds(30);

  private final Attempt attempt;
  private final Doors doors;
  private final Intents intents;
  private final Redaction redaction;

  HttpGet(Attempt attempt, Doors doors, Intents intents, Redaction redaction) {
    this.attempt = attempt;
    this.doors = doors;
    this.intents = intents;
    this.redaction = redaction;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String purpose() {
    return "Reads a web address with GET; answers the status and the first 64 KiB of the text.";
  }

  @Override
  public Json parameters() {
    return new Json(
        "{\"type\":\"object\",\"required\":[\"url\"],\"additionalProperties\":false,"
            + "\"properties\":{\"url\":{\"type\":\"string\",\"description\":\"http or https\"}}}");
  }

  @Override
  public Used use(JsonNode arguments) throws InterruptedException {
    URI uri;
    try {
      uri = new URI(arguments.path("url").asString(""));
    } catch (URISyntaxException malformed) {
      return Used.error("'url' is not an address: " + malformed.getReason());
    }
    var request = Json.object(Map.of("url", Json.string(uri.toString())));
    return switch (intents.call(attempt, NAME, request)) {
      case Permission.Denied(var why) -> Used.error(why.cause() + " " + why.nextAction());
      case Permission.Over(var why) -> new Used.Over(why);
      case Permission.Granted(var effect) -> read(uri, effect);
    };
  }

  private Used read(URI uri, StreamId effect) throws InterruptedException {
    var limits =
        new OutboundRequest.Limits(
            CONNECT,
            attempt.deadline().atMost(TOTAL).left(),
            TEXT_MAX,
            OutboundRequest.Reading.GLIMPSE);
    var exchange =
        doors
            .outbound()
            .exchange(new OutboundRequest("GET", uri, Map.of("Accept", "*/*"), "", limits));
    if (Thread.interrupted()) {
      throw new InterruptedException("cut while reading " + uri.getHost());
    }
    return switch (exchange) {
      case Exchange.Answered answered -> answered(uri, effect, answered);
      case Exchange.Refused(var why) -> {
        intents.settle(attempt, effect, new Settlement.Failure(why.code(), why.cause()));
        yield Used.error(why.cause());
      }
      case Exchange.NotSent(var fault, var message) -> {
        intents.settle(attempt, effect, new Settlement.Failure(fault, message));
        yield Used.failed(origin(uri), fault + ": " + message);
      }
      case Exchange.MaybeSent(var fault, var message) -> {
        intents.settle(attempt, effect, new Settlement.Doubt(fault + ": " + message));
        yield Used.failed(origin(uri), fault + ": " + message);
      }
    };
  }

  private Used answered(URI uri, StreamId effect, Exchange.Answered answered)
      throws InterruptedException {
    var body = redaction.redact(answered.body());
    var sha256 = Codec.hash(body);
    var proof = new TreeMap<String, Json>();
    proof.put("status", new Json(Integer.toString(answered.status())));
    proof.put("characters", new Json(Integer.toString(body.length())));
    proof.put("sha256", Json.string(sha256));
    intents.settle(attempt, effect, new Settlement.Receipt(Json.object(proof), Json.NULL));
    var head = new StringBuilder("HTTP ").append(answered.status()).append('\n');
    for (var field : List.of("content-type", "location")) {
      answered
          .headers()
          .first(field)
          .ifPresent(value -> head.append(field).append(": ").append(value).append('\n'));
    }
    var summary = "GET " + uri + " answered " + answered.status();
    return new Used.Told(
        origin(uri),
        head.append('\n').append(body).toString(),
        List.of(new Evidence("tool", NAME, sha256, redaction.redact(summary))));
  }

  private String origin(URI uri) {
    return redaction.redact(NAME + " " + uri);
  }
}
