package dev.holdfast.execution.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.execution.egress.Exchange;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.OutboundRequest;
import dev.holdfast.execution.egress.Pace;
import dev.holdfast.execution.probe.Knock;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Resolved;
import dev.holdfast.execution.secrets.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Asks anything that speaks OpenAI's chat completions, streaming.
final class OpenAiProvider implements Provider {
  static final Pace USUAL =
      new Pace(Duration.ofSeconds(120), Duration.ofSeconds(60), 4 * 1024 * 1024);

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int STREAM_MAX = 32 * 1024 * 1024;
  private static final int COMPLAINT_MAX = 1024;

  private final ProviderSpec.OpenAi spec;
  private final Outbound outbound;
  private final Secrets secrets;
  private final Pace pace;

  OpenAiProvider(ProviderSpec.OpenAi spec, Outbound outbound, Secrets secrets, Pace pace) {
    this.spec = spec;
    this.outbound = outbound;
    this.secrets = secrets;
    this.pace = pace;
  }

  @Override
  public Spoken answer(Question question) throws InterruptedException {
    var headers = new HashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "text/event-stream");
    switch (secrets.resolve(spec.key())) {
      case Resolved.Value(var key) -> headers.put("Authorization", "Bearer " + key);
      case Resolved.None() -> {
        // A server on the same machine needs none.
      }
      case Resolved.Missing(var why) -> {
        return Spoken.hopeless(why.code(), why.cause());
      }
    }
    URI uri;
    try {
      uri = new URI(spec.url() + "/chat/completions");
    } catch (URISyntaxException malformed) {
      return Spoken.hopeless("provider-address", malformed.getReason());
    }
    var limits =
        new OutboundRequest.Limits(
            CONNECT, question.deadline().left(), STREAM_MAX, OutboundRequest.Reading.GLIMPSE);
    var stream = new ChatStream();
    var exchange =
        outbound.stream(
            new OutboundRequest("POST", uri, headers, ChatRequest.body(question), limits),
            pace,
            stream);
    if (Thread.interrupted()) {
      throw new InterruptedException("cut while the model was answering");
    }
    return spoken(exchange, stream);
  }

  @Override
  public Probed probe(String model, Duration atMost) {
    return switch (secrets.resolve(spec.key())) {
      case Resolved.Missing(var why) -> new Probed.Failed(why.cause(), why.nextAction());
      case Resolved.None() -> probe(model, Map.of(), atMost);
      case Resolved.Value(var key) ->
          probe(model, Map.of("Authorization", "Bearer " + key), atMost);
    };
  }

  private Probed probe(String model, Map<String, String> headers, Duration atMost) {
    var knock = new Knock(outbound, secrets.redaction());
    return switch (knock.at(spec.url() + "/models", "GET", headers, atMost)) {
      case Knock.Heard.Silence(var why) -> why;
      case Knock.Heard.Answer(var place, var status, var line, var body) ->
          switch (status) {
            case 401, 403 ->
                new Probed.Failed(
                    place + " refuses the key: " + line, "Correct the provider's key.");
            default ->
                status >= 500
                    ? new Probed.Failed(
                        place + " answers " + line,
                        "See what is wrong at " + place + ", or name another provider.")
                    : new Probed.Passed(
                        "%s answers %s, %s; its tools, window and schema are not probed yet"
                            .formatted(place, line, listing(model, status, body)));
          };
    };
  }

  /// A list may be incomplete or spell names otherwise, so that an absence proves nothing.
  private static String listing(String model, int status, String body) {
    if (status / 100 != 2) {
      return "without a list of models";
    }
    var listed = body.contains(Json.string(model).text());
    return (listed ? "lists" : "does not list") + " model '" + model + "'";
  }

  private Spoken spoken(Exchange exchange, ChatStream stream) {
    return switch (exchange) {
      case Exchange.Answered(var status, _, _, _) when status / 100 == 2 -> stream.spoken();
      case Exchange.Answered(var status, _, _, var body) -> rejected(status, body);
      case Exchange.NotSent(var fault, var message) ->
          Spoken.failed("provider-unreachable", fault + ": " + message);
      case Exchange.MaybeSent(var fault, var message) -> Spoken.doubtful(fault, message);
      case Exchange.Refused(var why) -> Spoken.hopeless(why.code(), why.cause());
    };
  }

  private Spoken rejected(int status, String body) {
    var shown = body.length() > COMPLAINT_MAX ? body.substring(0, COMPLAINT_MAX) : body;
    var message = "HTTP " + status + " " + secrets.redaction().redact(shown).strip();
    return switch (status) {
      case 401, 403 -> Spoken.hopeless("provider-denied", message);
      case 408, 409, 425 -> Spoken.failed("provider-error", message);
      case 429 -> Spoken.failed("provider-busy", message);
      default ->
          status >= 500
              ? Spoken.failed("provider-error", message)
              : Spoken.hopeless("provider-rejected", message);
    };
  }
}
