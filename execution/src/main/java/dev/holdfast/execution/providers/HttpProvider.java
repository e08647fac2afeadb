package dev.holdfast.execution.providers;

import dev.holdfast.core.config.Secret;
import dev.holdfast.core.models.Classifying;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.egress.Exchange;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.OutboundRequest;
import dev.holdfast.execution.egress.Pace;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Resolved;
import dev.holdfast.execution.secrets.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Asks a provider over HTTP, in its own wording.
final class HttpProvider implements Provider {
  private static final int LINE_MAX = 4 * 1024 * 1024;
  private static final int STREAM_MAX = 32 * 1024 * 1024;

  private final Wording wording;
  private final Secret key;
  private final Outbound outbound;
  private final Secrets secrets;
  private final ComplaintReading complaints;

  HttpProvider(Wording wording, Secret key, Outbound outbound, Secrets secrets) {
    this.wording = wording;
    this.key = key;
    this.outbound = outbound;
    this.secrets = secrets;
    this.complaints = new ComplaintReading(secrets.redaction());
  }

  @Override
  public Reply ask(String model, Question question, Patience patience, Deltas deltas)
      throws InterruptedException {
    return switch (secrets.resolve(key)) {
      case Resolved.Value(var text) ->
          ask(model, question, wording.credentials(text), patience, deltas);
      // A server on the same machine needs none.
      case Resolved.None() -> ask(model, question, Map.of(), patience, deltas);
      case Resolved.Missing(var why) -> unasked(FaultClass.AUTH, why.code() + ": " + why.cause());
    };
  }

  private Reply ask(
      String model,
      Question question,
      Map<String, String> credentials,
      Patience patience,
      Deltas deltas)
      throws InterruptedException {
    return switch (wording.write(model, question)) {
      case Wording.Written.Unwritable(var why) -> unasked(FaultClass.INVALID_REQUEST, why);
      case Wording.Written.Request(var url, var body) -> {
        var headers = new HashMap<>(wording.headers());
        headers.put("Content-Type", "application/json");
        headers.putAll(credentials);
        try {
          var request = new OutboundRequest("POST", new URI(url), headers, body, limits(patience));
          yield exchanged(request, patience, new Draft(deltas));
        } catch (URISyntaxException malformed) {
          yield unasked(FaultClass.NOT_FOUND, "provider-address: " + malformed.getReason());
        }
      }
    };
  }

  private static OutboundRequest.Limits limits(Patience patience) {
    return new OutboundRequest.Limits(
        patience.connect(), patience.total(), STREAM_MAX, OutboundRequest.Reading.GLIMPSE);
  }

  private Reply exchanged(OutboundRequest request, Patience patience, Draft draft)
      throws InterruptedException {
    var stream = new AnswerStream(wording.isInLines(), wording.hearing(draft));
    var pace = new Pace(patience.first(), patience.idle(), LINE_MAX);
    var exchange = outbound.stream(request, pace, stream);
    if (Thread.interrupted()) {
      throw new InterruptedException("cut while the model was answering");
    }
    return switch (exchange) {
      case Exchange.Answered(var status, _, _, _) when status / 100 == 2 ->
          heard(stream, draft, false);
      case Exchange.Answered(var status, _, var headers, var body) ->
          broken(
              Classifying.of(
                  wording.dialect(), complaints.read(status, headers, body), mayHaveWorked(status)),
              draft);
      case Exchange.NotSent(var fault, var message) ->
          broken(OnTheWire.fault(fault, shown(message), false), draft);
      case Exchange.MaybeSent(var fault, var message) ->
          stream.isComplete()
              ? heard(stream, draft, true)
              : broken(OnTheWire.cut(fault, shown(message), stream.hasBegun()), draft);
      // This way to the model does not exist; another model's may.
      case Exchange.Refused(var why) ->
          unasked(FaultClass.NOT_FOUND, why.code() + ": " + why.cause());
    };
  }

  /// A provider that refuses has not worked; one that failed may have.
  private static boolean mayHaveWorked(int status) {
    return switch (status) {
      case 503, 529 -> false;
      default -> status >= 500;
    };
  }

  private Reply heard(AnswerStream stream, Draft draft, boolean cut) {
    try {
      stream.ended(cut);
    } catch (BrokenAnswer why) {
      return broken(OnTheWire.sent(why.kind(), shown(why.why())), draft);
    }
    return stream
        .complaint()
        .<Reply>map(
            said -> broken(Classifying.of(wording.dialect(), complaints.read(said), true), draft))
        .orElseGet(draft::whole);
  }

  private String shown(String message) {
    return complaints.shown(message);
  }

  private static Reply broken(ModelFault fault, Draft draft) {
    return new Reply.Broken(fault, draft.counted());
  }

  private static Reply unasked(FaultClass kind, String why) {
    return new Reply.Broken(new ModelFault(kind, why, 0, Duration.ZERO, false), Usage.NONE);
  }

  @Override
  public Probed probe(String model, Duration atMost) {
    var headers = new HashMap<>(wording.headers());
    return switch (secrets.resolve(key)) {
      case Resolved.Missing(var why) -> new Probed.Failed(why.cause(), why.nextAction());
      case Resolved.None() -> look(headers).at(model, atMost);
      case Resolved.Value(var text) -> {
        headers.putAll(wording.credentials(text));
        yield look(headers).at(model, atMost);
      }
    };
  }

  @Override
  public Listed listed(String model, Duration atMost) {
    var headers = new HashMap<>(wording.headers());
    return switch (secrets.resolve(key)) {
      case Resolved.Missing(var why) -> new Listed.Untold(why.cause());
      case Resolved.None() -> look(headers).listed(model, atMost);
      case Resolved.Value(var text) -> {
        headers.putAll(wording.credentials(text));
        yield look(headers).listed(model, atMost);
      }
    };
  }

  private ListingLook look(Map<String, String> headers) {
    return new ListingLook(wording.listing(), headers, outbound, secrets.redaction());
  }
}
