package dev.holdfast.execution.probe;

import dev.holdfast.execution.egress.Exchange;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.OutboundRequest;
import dev.holdfast.execution.secrets.Redaction;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;

/// A request that only wants to know whether somebody answers.
public final class Knock {
  /// Asks what could be asked, which never does work (RFC 9110, section 9.3.7).
  public static final String HARMLESS = "OPTIONS";

  /// Bytes of the answer's body that are read.
  private static final int ANSWER_MAX = 64 * 1024;

  private final Outbound outbound;
  private final Redaction redaction;

  public Knock(Outbound outbound, Redaction redaction) {
    this.outbound = outbound;
    this.redaction = redaction;
  }

  /// What became of it.
  public sealed interface Heard {
    /// @param place the address without its path
    /// @param line e.g. `HTTP 405 Method Not Allowed`
    record Answer(String place, int status, String line, String body) implements Heard {}

    record Silence(Probed.Failed why) implements Heard {}
  }

  public Heard at(String url, String method, Map<String, String> headers, Duration atMost) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException malformed) {
      return silence("the address is malformed: " + malformed.getReason(), "Correct the address.");
    }
    var limits =
        new OutboundRequest.Limits(atMost, atMost, ANSWER_MAX, OutboundRequest.Reading.GLIMPSE);
    var place = uri.getScheme() + "://" + uri.getRawAuthority();
    return heard(
        place, outbound.exchange(new OutboundRequest(method, uri, headers, "", limits)), atMost);
  }

  private Heard heard(String place, Exchange exchange, Duration atMost) {
    return switch (exchange) {
      case Exchange.Answered(var status, var reason, _, var body) ->
          new Heard.Answer(
              place,
              status,
              redaction.redact(("HTTP " + status + " " + reason).strip()),
              redaction.redact(body));
      case Exchange.NotSent(var fault, var message) ->
          silence(
              place + " cannot be reached: " + fault + " (" + message + ")",
              remedy(place, fault, atMost));
      case Exchange.MaybeSent(var fault, var message) ->
          silence(
              place
                  + " takes connections and gives no HTTP answer: "
                  + fault
                  + " ("
                  + message
                  + ")",
              "See what listens at " + place + ", and why it does not answer.");
      case Exchange.Refused(var why) -> silence(why.cause(), why.nextAction());
    };
  }

  private static String remedy(String place, String fault, Duration atMost) {
    return switch (fault) {
      case "dns" -> "Correct the host of " + place + ", or let this machine know its name.";
      case "tls" -> "Give " + place + " a certificate that is valid for its name and trusted here.";
      case "connect-timeout" ->
          "Open the way from this machine to %s: nothing answered within %d ms."
              .formatted(place, atMost.toMillis());
      case "interrupted" -> "Ask for the preflight again.";
      default -> "Start what should listen at " + place + ", or correct the address.";
    };
  }

  private Heard silence(String evidence, String nextAction) {
    return new Heard.Silence(new Probed.Failed(redaction.redact(evidence), nextAction));
  }
}
