package dev.holdfast.execution.channels;

import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.PinnedSockets;
import dev.holdfast.execution.egress.Ruling;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Resolved;
import dev.holdfast.execution.secrets.Secrets;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/// Sends messages by SMTP, one connection for each.
final class EmailSender implements Sender.Single, Probe {
  private final String workspace;
  private final ChannelSpec.Email spec;
  private final Secrets secrets;
  private final Egress egress;
  private final SSLSocketFactory tls;

  EmailSender(
      String workspace,
      ChannelSpec.Email spec,
      Secrets secrets,
      Egress egress,
      SSLSocketFactory tls) {
    this.workspace = workspace;
    this.spec = spec;
    this.secrets = secrets;
    this.egress = egress;
    this.tls = tls;
  }

  @Override
  public Sent send(Dispatch dispatch) {
    return switch (secrets.resolve(spec.smtp().password())) {
      case Resolved.Missing(var why) -> new Sent.Transient(why.code(), why.cause(), Duration.ZERO);
      case Resolved.None() -> reach(dispatch, "");
      case Resolved.Value(var password) -> reach(dispatch, password);
    };
  }

  private Sent reach(Dispatch dispatch, String password) {
    return switch (egress.rule(spec.smtp().host(), spec.smtp().port(), dispatch.time())) {
      case Ruling.Denied(var why) -> new Sent.Permanent(why.code(), why.cause());
      case Ruling.Unresolved(var message) -> new Sent.Transient("dns", message, Duration.ZERO);
      case Ruling.Allowed allowed -> {
        try (var sockets = new PinnedSockets(allowed, dispatch.time())) {
          yield hand(dispatch, password, sockets);
        } catch (IOException unclosed) {
          yield new Sent.Ambiguous("smtp-connection", "could not be closed: " + unclosed);
        }
      }
    };
  }

  private Sent hand(Dispatch dispatch, String password, PinnedSockets sockets) {
    var session = session(dispatch.time(), sockets);
    try {
      var letter = Letter.of(session, workspace, spec, dispatch);
      return attempt(session, sockets).make(letter, spec.smtp(), password);
    } catch (AddressException address) {
      return new Sent.Permanent("address", said(address, secrets.redaction()));
    } catch (MessagingException unwritable) {
      return new Sent.Permanent("letter", said(unwritable, secrets.redaction()));
    }
  }

  /// Greets the server and logs in as an attempt does, and takes its leave without a letter.
  @Override
  public Probed probe(Duration atMost) {
    try {
      InternetAddress[] _ = InternetAddress.parse(spec.to(), true);
      var _ = new InternetAddress(spec.from(), true);
    } catch (AddressException address) {
      return new Probed.Failed(
          "an address of the channel is none: " + address.getMessage(),
          "Correct 'from' and 'to' of the channel.");
    }
    return switch (secrets.resolve(spec.smtp().password())) {
      case Resolved.Missing(var why) -> new Probed.Failed(why.cause(), why.nextAction());
      case Resolved.None() -> greet(atMost, "");
      case Resolved.Value(var password) -> greet(atMost, password);
    };
  }

  private Probed greet(Duration atMost, String password) {
    var smtp = spec.smtp();
    return switch (egress.rule(smtp.host(), smtp.port(), atMost)) {
      case Ruling.Denied(var why) -> new Probed.Failed(why.cause(), why.nextAction());
      case Ruling.Unresolved(var message) ->
          new Probed.Failed(
              message, "Correct the channel's host, or let this machine know its name.");
      case Ruling.Allowed allowed -> {
        try (var sockets = new PinnedSockets(allowed, atMost)) {
          yield attempt(session(atMost, sockets), sockets).greet(smtp, password);
        } catch (IOException unclosed) {
          yield new Probed.Failed(
              "the connection could not be closed: " + unclosed, "Ask for the preflight again.");
        }
      }
    };
  }

  private Session session(Duration time, PinnedSockets sockets) {
    var properties = SmtpProperties.of(spec.smtp(), time, tls);
    properties.put("mail." + SmtpProperties.protocol(spec.smtp()) + ".socketFactory", sockets);
    return Session.getInstance(properties);
  }

  private SmtpAttempt attempt(Session session, PinnedSockets sockets) {
    var transport = new CandidSmtp(session, SmtpProperties.server(spec.smtp()), isTls());
    return new SmtpAttempt(transport, sockets::timedOut, secrets.redaction());
  }

  private boolean isTls() {
    return spec.smtp().transport() == ChannelSpec.Transport.TLS;
  }

  private static String said(Exception failure, Redaction redaction) {
    return redaction.redact(String.valueOf(failure.getMessage()));
  }
}
