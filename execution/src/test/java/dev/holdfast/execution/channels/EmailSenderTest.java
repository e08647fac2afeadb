package dev.holdfast.execution.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.ChannelSpec.Transport;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.egress.Certificates;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.egress.ScriptedServer;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class EmailSenderTest {
  private static final String LOOPBACK = "127.0.0.1";

  @TempDir private Path workspace;

  private EmailSender sender(int port, Transport transport, String username, String... allowed) {
    var secret = username.isEmpty() ? new Secret.None() : new Secret.Env("MAIL");
    var smtp = new ChannelSpec.Smtp(LOOPBACK, port, transport, username, secret);
    return new EmailSender(
        "acme ops",
        new ChannelSpec.Email(smtp, "Holdfast <bot@acme.test>", "ops@acme.test", Duration.ZERO),
        new Secrets(workspace, Map.of("MAIL", "pass4word"), new Redaction()),
        new Egress(List.of(allowed), Resolver.SYSTEM),
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  private Sent send(ScriptedServer server, Duration time) {
    return sender(server.port(), Transport.PLAIN, "", LOOPBACK)
        .send(Dispatches.within(112, 1, time));
  }

  private Sent send(ScriptedServer server) {
    return send(server, Duration.ofSeconds(20));
  }

  /// Answers each of the client's steps up to the letter's last dot, then does as told.
  private static ScriptedServer server(Map<String, String> replies, ScriptedServer.Script atDot)
      throws IOException {
    return new ScriptedServer(talk -> {
      talk.write("220 test\r\n");
      converse(talk, replies, atDot);
    });
  }

  private static void converse(
      ScriptedServer.Talk talk, Map<String, String> replies, ScriptedServer.Script atDot)
      throws IOException, InterruptedException {
    for (var line = talk.readLine(); ; line = talk.readLine()) {
      var verb = line.split("[ :]", 2)[0];
      var usual = verb.equals("DATA") ? "354 go on" : "250 ok";
      var reply = replies.getOrDefault(verb, usual);
      if (reply.isEmpty()) {
        talk.reset();
        return;
      }
      talk.write(reply + "\r\n");
      if (verb.equals("DATA") && reply.startsWith("354")) {
        while (!line.equals(".")) {
          line = talk.readLine();
        }
        atDot.run(talk);
      }
    }
  }

  private static ScriptedServer server(Map<String, String> replies) throws IOException {
    return server(replies, talk -> talk.write("250 2.0.0 queued as 4711\r\n"));
  }

  @Test
  void a_real_server_takes_the_letter() throws Exception {
    var mail = new GreenMail(new ServerSetup(0, LOOPBACK, "smtp").dynamicPort());
    mail.setUser("ops@acme.test", "bot", "pass4word");
    mail.start();
    try {
      var sender = sender(mail.getSmtp().getPort(), Transport.PLAIN, "bot", LOOPBACK);
      assertThat(sender.send(Dispatches.of(112, 1)))
          .isInstanceOfSatisfying(
              Sent.Receipt.class, receipt -> assertThat(receipt.proof()).startsWith("250 "));
      sender.send(Dispatches.of(112, 2));
      var letters = mail.getReceivedMessages();
      assertThat(letters).hasSize(2);
      for (var letter : letters) {
        assertThat(letter.getHeader("Message-ID"))
            .containsExactly("<delivery_3g@acme-ops.holdfast>");
        assertThat(letter.getSubject()).isEqualTo("[acme ops] reply");
        assertThat(letter.getContent().toString().strip()).isEqualTo("It answers in 12 ms");
        assertThat(letter.getHeader("In-Reply-To")).isEqualTo(letter.getHeader("References"));
        assertThat(letter.getHeader("References")[0]).matches("<thread\\.[0-9a-f]{24}@acme-ops.+>");
        assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      }
    } finally {
      mail.stop();
    }
  }

  @Test
  void the_servers_last_reply_is_the_receipt() throws IOException {
    try (var server = server(Map.of())) {
      assertThat(send(server)).isEqualTo(new Sent.Receipt("250 2.0.0 queued as 4711"));
    }
  }

  @Test
  void a_permanent_refusal_is_final_and_a_temporary_one_is_not() throws IOException {
    for (var verb : List.of("MAIL", "RCPT", "DATA")) {
      try (var never = server(Map.of(verb, "550 no such user"));
          var later = server(Map.of(verb, "451 try again"))) {
        assertThat(send(never))
            .as(verb)
            .isEqualTo(new Sent.Permanent("smtp-550", "550 no such user"));
        assertThat(send(later))
            .as(verb)
            .isEqualTo(new Sent.Transient("smtp-451", "451 try again", Duration.ZERO));
      }
    }
  }

  @Test
  void a_refusal_of_the_whole_letter_is_heard() throws IOException {
    try (var never = server(Map.of(), talk -> talk.write("554 spam\r\n"));
        var later = server(Map.of(), talk -> talk.write("452 full\r\n"))) {
      assertThat(send(never)).isEqualTo(new Sent.Permanent("smtp-554", "554 spam"));
      assertThat(send(later)).isEqualTo(new Sent.Transient("smtp-452", "452 full", Duration.ZERO));
    }
  }

  @Test
  void a_greeting_that_refuses_is_heard() throws IOException {
    try (var busy = new ScriptedServer(talk -> talk.write("421 too busy\r\n"))) {
      assertThat(send(busy))
          .isInstanceOfSatisfying(
              Sent.Transient.class, again -> assertThat(again.fault()).isEqualTo("smtp-421"));
    }
  }

  @Test
  void a_connection_lost_before_the_letter_is_handed_over_is_worth_another_attempt()
      throws IOException {
    for (var verb : List.of("EHLO", "MAIL", "RCPT", "DATA")) {
      try (var server = server(Map.of(verb, "", "HELO", ""))) {
        assertThat(send(server)).as(verb).isInstanceOf(Sent.Transient.class);
      }
    }
  }

  @Test
  void a_connection_lost_after_the_letter_is_handed_over_leaves_a_doubt() throws IOException {
    try (var rude = server(Map.of(), ScriptedServer.Talk::reset);
        var silent = server(Map.of(), ScriptedServer.Talk::fallSilent)) {
      assertThat(send(rude))
          .isInstanceOfSatisfying(
              Sent.Ambiguous.class,
              doubt -> assertThat(doubt.fault()).isEqualTo("smtp-connection"));
      assertThat(send(silent, Duration.ofMillis(500))).isInstanceOf(Sent.Ambiguous.class);
    }
  }

  @Test
  void a_server_that_drips_does_not_outlast_the_attempt() throws IOException {
    try (var dripping =
        new ScriptedServer(talk -> {
          talk.write("220-");
          while (!talk.pause(50)) {
            talk.write("x");
          }
        })) {
      long begin = System.nanoTime();
      assertThat(send(dripping, Duration.ofMillis(500)))
          .isInstanceOfSatisfying(
              Sent.Transient.class, again -> assertThat(again.fault()).isEqualTo("timeout"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void the_checked_address_is_reached_whatever_the_name_leads_to_later() throws IOException {
    try (var server = server(Map.of())) {
      // No other resolver knows this name.
      var smtp =
          new ChannelSpec.Smtp("mail.test", server.port(), Transport.PLAIN, "", new Secret.None());
      var sender =
          new EmailSender(
              "acme",
              new ChannelSpec.Email(smtp, "bot@acme.test", "ops@acme.test", Duration.ZERO),
              new Secrets(workspace, Map.of(), new Redaction()),
              new Egress(List.of("mail.test"), _ -> List.of(InetAddress.getByName(LOOPBACK))),
              (SSLSocketFactory) SSLSocketFactory.getDefault());
      assertThat(sender.send(Dispatches.of(112, 1))).isInstanceOf(Sent.Receipt.class);
    }
  }

  @Test
  void a_letter_goes_through_starttls_where_the_name_is_right() throws Exception {
    var context = Certificates.selfSigned(workspace, "DNS:localhost");
    try (var server =
        new ScriptedServer(talk -> {
          talk.write("220 test\r\n");
          talk.readLine();
          talk.write("250-test\r\n250 STARTTLS\r\n");
          talk.readLine();
          talk.write("220 go on\r\n");
          serve(talk.secured(context));
        })) {
      assertThat(starttls("localhost", server, context).send(Dispatches.of(112, 1)))
          .isEqualTo(new Sent.Receipt("250 2.0.0 queued as 4711"));
      assertThat(starttls(LOOPBACK, server, context).send(Dispatches.of(112, 1)))
          .isInstanceOf(Sent.Transient.class);
    }
  }

  private EmailSender starttls(String host, ScriptedServer server, SSLContext context) {
    var smtp = new ChannelSpec.Smtp(host, server.port(), Transport.STARTTLS, "", new Secret.None());
    return new EmailSender(
        "acme",
        new ChannelSpec.Email(smtp, "bot@acme.test", "ops@acme.test", Duration.ZERO),
        new Secrets(workspace, Map.of(), new Redaction()),
        new Egress(List.of(host), Resolver.SYSTEM),
        context.getSocketFactory());
  }

  private static void serve(ScriptedServer.Talk talk) throws IOException, InterruptedException {
    converse(talk, Map.of(), last -> last.write("250 2.0.0 queued as 4711\r\n"));
  }

  @Test
  void a_wrong_password_is_final_and_never_shown() throws IOException {
    try (var server =
        server(Map.of("EHLO", "250-test\r\n250 AUTH PLAIN", "AUTH", "535 not pass4word"))) {
      assertThat(
              sender(server.port(), Transport.PLAIN, "bot", LOOPBACK).send(Dispatches.of(112, 1)))
          .isEqualTo(new Sent.Permanent("smtp-535", "535 not ***"));
    }
  }

  @Test
  void nothing_is_said_in_the_clear_where_tls_was_asked_for() throws Exception {
    try (var plain = server(Map.of())) {
      assertThat(sender(plain.port(), Transport.STARTTLS, "", LOOPBACK).send(Dispatches.of(112, 1)))
          .isInstanceOf(Sent.Transient.class);
    }
    var mail = new GreenMail(new ServerSetup(0, LOOPBACK, "smtps").dynamicPort());
    mail.start();
    try {
      // Its certificate is of its own making, so it is not trusted.
      assertThat(
              sender(mail.getSmtps().getPort(), Transport.TLS, "", LOOPBACK)
                  .send(Dispatches.of(112, 1)))
          .isInstanceOf(Sent.Transient.class);
      assertThat(mail.getReceivedMessages()).isEmpty();
    } finally {
      mail.stop();
    }
  }

  @Test
  void a_private_server_is_refused_unless_it_is_listed() {
    assertThat(sender(25, Transport.PLAIN, "").send(Dispatches.of(112, 1)))
        .isInstanceOfSatisfying(
            Sent.Permanent.class, no -> assertThat(no.fault()).isEqualTo("egress-refused"));
  }

  @Test
  void a_refused_connection_is_worth_another_attempt() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(sender(port, Transport.PLAIN, "", LOOPBACK).send(Dispatches.of(112, 1)))
        .isInstanceOf(Sent.Transient.class);
  }
}
