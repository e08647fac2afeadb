package dev.holdfast.execution.channels;

import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.egress.Exchange;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.OutboundRequest;
import dev.holdfast.execution.probe.Knock;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Resolved;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.signing.Signatures;
import dev.holdfast.ledger.signing.Stamp;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Posts messages as Standard Webhooks.
final class WebhookSender implements Sender.Single, Probe {
  /// Bytes of the answer that are read; more is of no use to anyone.
  private static final int ANSWER_MAX = 4 * 1024;

  private static final int SERVER_ERROR = 500;

  /// Many a receiver knows POST and nothing else, and says so with this.
  private static final int NOT_IMPLEMENTED = 501;

  private final ChannelSpec.Webhook spec;
  private final Secrets secrets;
  private final Outbound outbound;
  private final InstantSource time;

  WebhookSender(ChannelSpec.Webhook spec, Secrets secrets, Outbound outbound, InstantSource time) {
    this.spec = spec;
    this.secrets = secrets;
    this.outbound = outbound;
    this.time = time;
  }

  @Override
  public Sent send(Dispatch dispatch) {
    return switch (secrets.resolve(spec.secret())) {
      // May be in the middle of a rotation; the attempts are limited anyway.
      case Resolved.Missing(var why) -> new Sent.Transient(why.code(), why.cause(), Duration.ZERO);
      case Resolved.None() -> post(dispatch, Map.of());
      case Resolved.Value(var secret) ->
          Signatures.with(secret)
              .map(signatures -> post(dispatch, signed(dispatch, signatures)))
              .orElseGet(WebhookSender::unusable);
    };
  }

  private Map<String, String> signed(Dispatch dispatch, Signatures signatures) {
    var body = MessageText.json(dispatch.delivery(), dispatch.message());
    var stamp =
        signatures.sign(
            dispatch.delivery().text(), time.instant(), body.getBytes(StandardCharsets.UTF_8));
    return Map.of(Stamp.TIMESTAMP, stamp.timestamp(), Stamp.SIGNATURE, stamp.signature());
  }

  private Sent post(Dispatch dispatch, Map<String, String> signature) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "Holdfast");
    headers.put(Stamp.ID, dispatch.delivery().text());
    headers.putAll(signature);
    var limits =
        new OutboundRequest.Limits(
            dispatch.time(), dispatch.time(), ANSWER_MAX, OutboundRequest.Reading.GLIMPSE);
    var body = MessageText.json(dispatch.delivery(), dispatch.message());
    return outcome(
        outbound.exchange(
            new OutboundRequest("POST", URI.create(spec.url()), headers, body, limits)));
  }

  private Sent outcome(Exchange exchange) {
    return switch (exchange) {
      case Exchange.Answered answered ->
          HttpOutcome.of(answered, secrets.redaction(), time.instant());
      case Exchange.NotSent(var fault, var message) ->
          new Sent.Transient(fault, secrets.redaction().redact(message), Duration.ZERO);
      case Exchange.MaybeSent(var fault, var message) ->
          new Sent.Ambiguous(fault, secrets.redaction().redact(message));
      case Exchange.Refused(var why) -> new Sent.Permanent(why.code(), why.cause());
    };
  }

  /// Connects as an attempt does, and asks for nothing.
  @Override
  public Probed probe(Duration atMost) {
    var knock = new Knock(outbound, secrets.redaction());
    return switch (knock.at(spec.url(), Knock.HARMLESS, Map.of(), atMost)) {
      case Knock.Heard.Silence(var why) -> why;
      case Knock.Heard.Answer(var place, var status, var line, _)
          when status >= SERVER_ERROR && status != NOT_IMPLEMENTED ->
          new Probed.Failed(
              place + " answers OPTIONS with " + line,
              "See what is wrong at " + place + "; any status below 500 counts as reachable.");
      case Knock.Heard.Answer(var place, _, var line, _) ->
          new Probed.Passed(place + " answers OPTIONS with " + line + "; nothing was posted");
    };
  }

  private static Sent unusable() {
    return new Sent.Permanent(
        "secret-unusable", "The channel's secret begins with whsec_ and is not base64 after it.");
  }
}
