package dev.holdfast.execution.channels;

import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Redaction;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One conversation with a mail server, and what it says about the delivery.
final class SmtpAttempt {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpAttempt.class);
  private static final int HUNDRED = 100;

  private final CandidSmtp transport;
  private final BooleanSupplier timedOut;
  private final Redaction redaction;

  SmtpAttempt(CandidSmtp transport, BooleanSupplier timedOut, Redaction redaction) {
    this.transport = transport;
    this.timedOut = timedOut;
    this.redaction = redaction;
  }

  Sent make(Letter letter, ChannelSpec.Smtp smtp, String password) {
    try {
      connect(smtp, password);
      transport.sendMessage(letter, letter.getAllRecipients());
      return new Sent.Receipt(redaction.redact(transport.getLastServerResponse().strip()));
    } catch (MessagingException failed) {
      return outcome(failed);
    } finally {
      quit();
    }
  }

  /// Says whether a letter could be handed over, and hands none over.
  Probed greet(ChannelSpec.Smtp smtp, String password) {
    var place = smtp.host() + ":" + smtp.port();
    try {
      connect(smtp, password);
      return new Probed.Passed(place + " greets, " + manner(smtp) + "; no mail was sent");
    } catch (AuthenticationFailedException refused) {
      return new Probed.Failed(
          place + " refuses the login of '" + smtp.username() + "': " + said(refused),
          "Correct the channel's username and password.");
    } catch (MessagingException failed) {
      boolean late = timedOut.getAsBoolean() || failed.getCause() instanceof SocketTimeoutException;
      var words = late ? "the time was over" : said(failed);
      return new Probed.Failed(
          place + " cannot be used as a mail server: " + words,
          "Start a mail server at %s that speaks %s, or correct the channel."
              .formatted(place, word(smtp)));
    } finally {
      quit();
    }
  }

  private String manner(ChannelSpec.Smtp smtp) {
    if (smtp.username().isEmpty()) {
      return word(smtp) + ", without a login";
    }
    return transport.supportsExtension("AUTH")
        ? word(smtp) + ", and lets '" + smtp.username() + "' in"
        : word(smtp) + ", and asks nobody to log in";
  }

  private static String word(ChannelSpec.Smtp smtp) {
    return smtp.transport().name().toLowerCase(Locale.ROOT);
  }

  private void connect(ChannelSpec.Smtp smtp, String password) throws MessagingException {
    if (smtp.username().isEmpty()) {
      transport.connect();
    } else {
      transport.connect(smtp.host(), smtp.port(), smtp.username(), password);
    }
  }

  private Sent outcome(MessagingException failed) {
    int code = transport.getLastReturnCode();
    return switch (code / HUNDRED) {
      case 5 -> new Sent.Permanent("smtp-" + code, said(failed));
      case 4 -> new Sent.Transient("smtp-" + code, said(failed), Duration.ZERO);
      default ->
          transport.handedOver()
              ? new Sent.Ambiguous(broken(), said(failed))
              : new Sent.Transient(broken(), said(failed), Duration.ZERO);
    };
  }

  private String broken() {
    return timedOut.getAsBoolean() ? "timeout" : "smtp-connection";
  }

  private String said(MessagingException failed) {
    var reply = transport.getLastServerResponse();
    var words = reply == null || reply.isBlank() ? String.valueOf(failed.getMessage()) : reply;
    return redaction.redact(words.strip());
  }

  private void quit() {
    try {
      transport.close();
    } catch (MessagingException impolite) {
      // The letter's fate is settled by now.
      LOG.atDebug().setMessage("smtp.quit-failed").setCause(impolite).log();
    }
  }
}
