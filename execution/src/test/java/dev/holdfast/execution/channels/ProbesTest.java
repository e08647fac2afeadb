package dev.holdfast.execution.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.ChannelSpec.Transport;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.egress.Certificates;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.egress.ScriptedServer;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ProbesTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration TIME = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(400);

  @TempDir private Path temporary;

  private Secrets secrets() {
    return new Secrets(
        temporary, Map.of("MAIL", "pass4word", "WRONG", "wrong-pass4word"), new Redaction());
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  // Webhooks

  private WebhookSender hook(String url, String... allowed) {
    return new WebhookSender(
        new ChannelSpec.Webhook(url, new Secret.None(), TIME),
        secrets(),
        new Outbound(new Egress(List.of(allowed), Resolver.SYSTEM)),
        InstantSource.system());
  }

  private Probed answered(String answer) throws IOException {
    try (var server = ScriptedServer.answering(answer)) {
      return hook(server.uri().toString(), LOOPBACK).probe(TIME);
    }
  }

  @Test
  void a_webhook_is_asked_for_its_options_and_nothing_is_posted() throws IOException {
    var methods = new CopyOnWriteArrayList<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.createContext(
        "/",
        exchange -> {
          methods.add(exchange.getRequestMethod());
          exchange.sendResponseHeaders(405, -1);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      var probed = hook("http://127.0.0.1:" + port + "/secret/path?t=1", LOOPBACK).probe(TIME);
      assertThat(probed)
          .isEqualTo(
              new Probed.Passed(
                  "http://127.0.0.1:%d answers OPTIONS with HTTP 405 Method Not Allowed; nothing was posted"
                      .formatted(port)));
      assertThat(methods).containsExactly("OPTIONS");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_receiver_that_knows_nothing_but_post_is_reachable() throws IOException {
    assertThat(answered("HTTP/1.1 501 Unsupported method\r\nContent-Length: 0\r\n\r\n"))
        .isInstanceOf(Probed.Passed.class);
  }

  @Test
  void a_receiver_in_trouble_is_not_reachable() throws IOException {
    assertThat(answered("HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n"))
        .isInstanceOfSatisfying(
            Probed.Failed.class,
            failed -> {
              assertThat(failed.evidence())
                  .matches("http://\\S+ answers OPTIONS with HTTP 503 Down");
              assertThat(failed.nextAction())
                  .matches(
                      "See what is wrong at \\S+; any status below 500 counts as reachable\\.");
            });
  }

  @Test
  void a_private_receiver_is_refused_unless_it_is_listed() {
    assertThat(hook("http://127.0.0.1:9/hook").probe(TIME))
        .isEqualTo(
            new Probed.Failed(
                "'127.0.0.1' is 127.0.0.1, which is not a public address.",
                "If it is meant to be reached, add \"127.0.0.1:9\" to egress.allow."));
  }

  @Test
  void a_receiver_that_is_not_there_is_not_reachable() throws IOException {
    int port = freePort();
    assertThat(hook("http://127.0.0.1:" + port + "/hook", LOOPBACK).probe(TIME))
        .isEqualTo(
            new Probed.Failed(
                "http://127.0.0.1:%d cannot be reached: connect (127.0.0.1: Connection refused)"
                    .formatted(port),
                "Start what should listen at http://127.0.0.1:%d, or correct the address."
                    .formatted(port)));
    assertThat(hook("http://nowhere.invalid/hook").probe(TIME))
        .isInstanceOfSatisfying(
            Probed.Failed.class,
            failed ->
                assertThat(failed.nextAction())
                    .isEqualTo(
                        "Correct the host of http://nowhere.invalid, or let this machine know its"
                            + " name."));
    assertThat(hook("http://[nowhere/").probe(TIME))
        .isInstanceOfSatisfying(
            Probed.Failed.class,
            failed -> assertThat(failed.nextAction()).isEqualTo("Correct the address."));
  }

  @Test
  void a_receiver_that_stays_silent_or_speaks_no_tls_is_not_reachable() throws IOException {
    try (var silent = new ScriptedServer(ScriptedServer.Talk::fallSilent)) {
      assertThat(hook(silent.uri().toString(), LOOPBACK).probe(SHORT))
          .isInstanceOfSatisfying(
              Probed.Failed.class,
              failed ->
                  assertThat(failed.nextAction())
                      .isEqualTo(
                          "See what listens at http://127.0.0.1:%d, and why it does not answer."
                              .formatted(silent.port())));
    }
    try (var plain = new ScriptedServer(talk -> talk.write("no TLS here\r\n"))) {
      var place = "https://127.0.0.1:" + plain.port();
      assertThat(hook(place + "/hook", LOOPBACK).probe(TIME))
          .isInstanceOfSatisfying(
              Probed.Failed.class,
              failed ->
                  assertThat(failed.nextAction())
                      .isEqualTo(
                          "Give "
                              + place
                              + " a certificate that is valid for its name and trusted here."));
    }
  }

  // Mail

  private EmailSender mail(ChannelSpec.Smtp smtp, SSLSocketFactory tls, String... allowed) {
    return new EmailSender(
        "acme",
        new ChannelSpec.Email(smtp, "bot@acme.test", "ops@acme.test", TIME),
        secrets(),
        new Egress(List.of(allowed), Resolver.SYSTEM),
        tls);
  }

  private Probed greeted(int port, Transport transport, String username, String password) {
    var secret = username.isEmpty() ? new Secret.None() : new Secret.Env(password);
    return mail(
            new ChannelSpec.Smtp(LOOPBACK, port, transport, username, secret),
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            LOOPBACK)
        .probe(TIME);
  }

  @Test
  void a_mail_server_is_greeted_and_logged_in_to_and_gets_no_mail() {
    var mail = new GreenMail(new ServerSetup(0, LOOPBACK, "smtp").dynamicPort());
    mail.setUser("ops@acme.test", "bot", "pass4word");
    mail.start();
    try {
      int port = mail.getSmtp().getPort();
      assertThat(greeted(port, Transport.PLAIN, "bot", "MAIL"))
          .isEqualTo(
              new Probed.Passed(
                  "127.0.0.1:%d greets, plain, and lets 'bot' in; no mail was sent"
                      .formatted(port)));
      assertThat(greeted(port, Transport.PLAIN, "bot", "WRONG"))
          .isInstanceOfSatisfying(
              Probed.Failed.class,
              failed -> {
                assertThat(failed.evidence())
                    .startsWith("127.0.0.1:%d refuses the login of 'bot': 535".formatted(port))
                    .doesNotContain("pass4word");
                assertThat(failed.nextAction())
                    .isEqualTo("Correct the channel's username and password.");
              });
      assertThat(greeted(port, Transport.PLAIN, "", ""))
          .isEqualTo(
              new Probed.Passed(
                  "127.0.0.1:%d greets, plain, without a login; no mail was sent".formatted(port)));
      assertThat(mail.getReceivedMessages()).isEmpty();
    } finally {
      mail.stop();
    }
  }

  @Test
  void a_mail_server_without_starttls_is_not_told_a_password() throws IOException {
    var said = new CopyOnWriteArrayList<String>();
    try (var plain =
        new ScriptedServer(talk -> {
          talk.write("220 test\r\n");
          while (said.add(talk.readLine())) {
            talk.write("250 AUTH PLAIN\r\n");
          }
        })) {
      assertThat(greeted(plain.port(), Transport.STARTTLS, "bot", "MAIL"))
          .isInstanceOfSatisfying(
              Probed.Failed.class,
              failed ->
                  assertThat(failed.nextAction())
                      .isEqualTo(
                          "Start a mail server at 127.0.0.1:%d that speaks starttls, or correct the channel."
                              .formatted(plain.port())));
      assertThat(said).noneMatch(line -> line.startsWith("AUTH"));
    }
  }

  @Test
  void starttls_is_gone_through_with_the_right_name() throws Exception {
    var context = Certificates.selfSigned(temporary, "DNS:localhost");
    try (var server = new ScriptedServer(talk -> startTls(talk, context))) {
      assertThat(starttls("localhost", server, context).probe(TIME))
          .isInstanceOf(Probed.Passed.class);
      assertThat(starttls(LOOPBACK, server, context).probe(TIME)).isInstanceOf(Probed.Failed.class);
    }
  }

  private static void startTls(ScriptedServer.Talk talk, SSLContext context) throws IOException {
    talk.write("220 test\r\n");
    talk.readLine();
    talk.write("250-test\r\n250 STARTTLS\r\n");
    talk.readLine();
    talk.write("220 go on\r\n");
    var secured = talk.secured(context);
    while (!secured.readLine().equals("QUIT")) {
      secured.write("250 ok\r\n");
    }
  }

  private EmailSender starttls(String host, ScriptedServer server, SSLContext context)
      throws GeneralSecurityException {
    var smtp = new ChannelSpec.Smtp(host, server.port(), Transport.STARTTLS, "", new Secret.None());
    return mail(smtp, context.getSocketFactory(), host);
  }

  @Test
  void a_mail_server_that_is_not_there_refused_or_silent_fails() throws IOException {
    int port = freePort();
    assertThat(greeted(port, Transport.PLAIN, "", ""))
        .isInstanceOfSatisfying(
            Probed.Failed.class,
            failed ->
                assertThat(failed.nextAction())
                    .isEqualTo(
                        "Start a mail server at 127.0.0.1:%d that speaks plain, or correct the channel."
                            .formatted(port)));
    var smtp = new ChannelSpec.Smtp(LOOPBACK, 25, Transport.PLAIN, "", new Secret.None());
    assertThat(mail(smtp, (SSLSocketFactory) SSLSocketFactory.getDefault()).probe(TIME))
        .isEqualTo(
            new Probed.Failed(
                "'127.0.0.1' is 127.0.0.1, which is not a public address.",
                "If it is meant to be reached, add \"127.0.0.1:25\" to egress.allow."));
    try (var silent = new ScriptedServer(ScriptedServer.Talk::fallSilent)) {
      var mute =
          new ChannelSpec.Smtp(LOOPBACK, silent.port(), Transport.PLAIN, "", new Secret.None());
      assertThat(
              mail(mute, (SSLSocketFactory) SSLSocketFactory.getDefault(), LOOPBACK).probe(SHORT))
          .isInstanceOfSatisfying(
              Probed.Failed.class,
              failed -> assertThat(failed.evidence()).endsWith("the time was over"));
    }
  }

  @Test
  void a_missing_password_and_a_broken_address_are_found_without_a_server() {
    var smtp = new ChannelSpec.Smtp(LOOPBACK, 25, Transport.PLAIN, "bot", new Secret.Env("GONE"));
    assertThat(mail(smtp, (SSLSocketFactory) SSLSocketFactory.getDefault()).probe(TIME))
        .isEqualTo(
            new Probed.Failed(
                "The environment variable GONE is not set, or empty.",
                "Set GONE for the server's process and start it again."));
    var broken =
        new EmailSender(
            "acme",
            new ChannelSpec.Email(smtp, "bot@acme.test", "ops at acme", TIME),
            secrets(),
            new Egress(List.of(), Resolver.SYSTEM),
            (SSLSocketFactory) SSLSocketFactory.getDefault());
    assertThat(broken.probe(TIME))
        .isInstanceOfSatisfying(
            Probed.Failed.class,
            failed ->
                assertThat(failed.nextAction())
                    .isEqualTo("Correct 'from' and 'to' of the channel."));
  }

  // Files

  private Probed file(String written) throws InterruptedException {
    return new FileSender(temporary.resolve("data"), written).probe(TIME);
  }

  private void refused(String written, String evidence) throws InterruptedException {
    assertThat(file(written))
        .isEqualTo(
            new Probed.Failed(
                written + ": " + evidence,
                "Correct the channel's path, or make the file writable for the server."));
  }

  @Test
  void a_file_is_tried_and_neither_made_nor_changed() throws Exception {
    assertThat(file("deep/ops.jsonl"))
        .isEqualTo(
            new Probed.Passed(
                "deep/ops.jsonl can be made in " + temporary + "; nothing was written"));
    assertThat(temporary).isEmptyDirectory();
    var data = Files.createDirectory(temporary.resolve("data"));
    Files.writeString(data.resolve("ops.jsonl"), "{\"torn");
    assertThat(file("ops.jsonl"))
        .isEqualTo(new Probed.Passed("ops.jsonl can be appended to; nothing was written"));
    assertThat(data.resolve("ops.jsonl")).hasContent("{\"torn");
  }

  @Test
  void a_path_that_cannot_be_a_file_fails() throws Exception {
    var data = Files.createDirectory(temporary.resolve("data"));
    Files.createDirectory(data.resolve("taken"));
    Files.createFile(data.resolve("plain"));
    Files.createSymbolicLink(data.resolve("out"), temporary);
    refused("taken", data.resolve("taken") + ": Is a directory");
    refused("plain/ops.jsonl", "nothing can be made in " + data.resolve("plain"));
    refused("../ops.jsonl", "the path leaves the data folder");
    refused("out/ops.jsonl", "the path is a link out of the data folder");
    assertThat(Files.exists(temporary.resolve("ops.jsonl"))).isFalse();
  }

  // The console

  @Test
  void a_console_that_nobody_reads_fails() throws Exception {
    var open = new PrintStream(new ByteArrayOutputStream());
    assertThat(new ConsoleSender(open).probe(TIME))
        .isEqualTo(new Probed.Passed("the server's output is open"));
    open.close();
    var broken =
        new PrintStream(
            new java.io.OutputStream() {
              @Override
              public void write(int one) throws IOException {
                throw new IOException("broken pipe");
              }
            },
            true);
    broken.print("x");
    assertThat(new ConsoleSender(broken).probe(TIME))
        .isEqualTo(
            new Probed.Failed(
                "nobody reads the server's output",
                "Start the server with its output going somewhere, e.g. into a file."));
  }

  // Names

  @Test
  void a_channel_that_is_not_there_has_a_probe_that_says_so() throws Exception {
    var workspace =
        new Workspace(
            "acme",
            new ServerSpec(LOOPBACK, 0, "sqlite", Set.of(), "data"),
            List.of(),
            Map.of("screen", new ChannelSpec.Console(TIME)),
            Map.of(),
            Map.of(),
            new Settings().now());
    var egress = new Egress(List.of(), Resolver.SYSTEM);
    var place =
        new Channels.Place(
            secrets(),
            egress,
            new Outbound(egress),
            InstantSource.system(),
            temporary,
            new PrintStream(new ByteArrayOutputStream()));
    var channels = Channels.of(workspace, place);
    assertThat(channels.senders()).containsOnlyKeys("screen");
    assertThat(channels.probe("screen").probe(TIME)).isInstanceOf(Probed.Passed.class);
    assertThat(channels.probe("ops").probe(TIME))
        .isEqualTo(
            new Probed.Failed(
                "this node has no channel 'ops'; it has [screen]",
                "Name a channel of the workspace, or start the node with the workspace as it is."));
  }
}
