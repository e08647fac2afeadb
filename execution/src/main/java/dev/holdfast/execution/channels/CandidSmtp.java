package dev.holdfast.execution.channels;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// An SMTP client that remembers whether it has handed the letter over. Until the dot that ends it,
/// the server must not take it (RFC 5321, section 4.1.1.4); after it, only the reply can tell.
final class CandidSmtp extends SMTPTransport {
  private boolean handedOver = false;

  CandidSmtp(Session session, URLName server, boolean tls) {
    super(session, server, tls ? "smtps" : "smtp", tls);
  }

  boolean handedOver() {
    return handedOver;
  }

  @Override
  protected void finishData() throws IOException, MessagingException {
    handedOver = true;
    super.finishData();
  }
}
