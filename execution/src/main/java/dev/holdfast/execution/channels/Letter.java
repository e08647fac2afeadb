package dev.holdfast.execution.channels;

import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.ledger.Codec;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.regex.Pattern;

/// A message as mail (RFC 5322). Its Message-ID follows from the delivery, so that a second attempt
/// is the same letter to every mail server and client.
final class Letter extends MimeMessage {
  private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s@]+@[^<>\\s@]+>");
  private static final int SUBJECT_MAX = 200;
  private static final int DIGEST = 24;

  private final String id;

  private Letter(Session session, String id) {
    super(session);
    this.id = id;
  }

  /// @throws MessagingException when an address of the channel is none
  static Letter of(Session session, String workspace, ChannelSpec.Email spec, Dispatch dispatch)
      throws MessagingException {
    var message = dispatch.message();
    var domain = workspace.replaceAll("[^A-Za-z0-9-]", "-") + ".holdfast";
    var letter = new Letter(session, "<" + dispatch.delivery().text() + "@" + domain + ">");
    letter.setFrom(new InternetAddress(spec.from(), true));
    letter.setRecipients(RecipientType.TO, InternetAddress.parse(spec.to(), true));
    letter.setSubject(subject(workspace, dispatch), StandardCharsets.UTF_8.name());
    letter.setSentDate(Date.from(message.createdAt()));
    letter.setText(message.content().text(), StandardCharsets.UTF_8.name());
    // Keeps holiday notices from answering (RFC 3834).
    letter.setHeader("Auto-Submitted", "auto-generated");
    letter.follow(message.regarding().thread(), domain);
    letter.saveChanges();
    return letter;
  }

  /// Otherwise every save would make a new one.
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  /// A thread that is a mail's own id is answered; any other name becomes a common ancestor, which
  /// is enough for mail clients to show its letters together.
  private void follow(String thread, String domain) throws MessagingException {
    if (thread.isEmpty()) {
      return;
    }
    var ancestor =
        MESSAGE_ID.matcher(thread).matches()
            ? thread
            : "<thread." + Codec.hash(thread).substring(0, DIGEST) + "@" + domain + ">";
    setHeader("In-Reply-To", ancestor);
    setHeader("References", ancestor);
  }

  private static String subject(String workspace, Dispatch dispatch) {
    var written = dispatch.message().content().subject();
    var subject =
        written.isBlank()
            ? "[%s] %s".formatted(workspace, MessageText.kind(dispatch.message()))
            : written;
    // A line break here would begin another header.
    var line = subject.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.substring(0, Math.min(SUBJECT_MAX, line.length()));
  }
}
