package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows docs/quickstart.md: its files, its commands, what it says one sees.
final class QuickstartIT {
  private static final Path PAGE = Path.of("../docs/quickstart.md");
  private static final String RECEIVER = "127.0.0.1:9000";

  @TempDir private Path folder;

  @Test
  void a_script_of_the_user_answers_through_a_webhook() throws Exception {
    var here = "127.0.0.1:" + freePort();
    var agent = file("greeter.py", here);
    var receiver = file("receiver.py", here);
    file("holdfast.yaml", here);
    assertThat(agent.toFile().setExecutable(true)).isTrue();
    assertThat(Typed.in(folder, "config", "check").exit()).isZero();
    var seen = folder.resolve("seen.log");
    var listening =
        new ProcessBuilder("python3", receiver.toString()).redirectOutput(seen.toFile()).start();
    try (var _ = RunningServer.start(folder)) {
      var good = Typed.in(folder, "ask", "please greet Ann", "--channel", "hooks");
      assertThat(good.out()).contains("✓ polite", "✓ delivered", "✓ completed");
      assertThat(seen).content().contains("\"text\":\"Hello, Ann!\"");
      Files.writeString(agent, Files.readString(agent).replace("\"Hello, \"", "\"Hey, \""));
      var bad = Typed.in(folder, "ask", "please greet Bob", "--channel", "hooks");
      assertThat(bad.exit()).isEqualTo(1);
      assertThat(bad.out()).contains("✗ polite", "attempt 2", "escalated, alert to ops");
      assertThat(folder.resolve("data/ops.jsonl")).content().containsOnlyOnce("\"alert\"");
      assertThat(seen).content().doesNotContain("Hey");
      assertThat(Typed.in(folder, "books").out()).contains("✓ balanced");
    } finally {
      listening.destroyForcibly().waitFor();
    }
  }

  /// Writes a file as the page shows it, with a free port instead of the page's.
  private Path file(String name, String here) throws IOException {
    var shown =
        Pattern.compile("[Aa]s `" + Pattern.quote(name) + "`:\\s+```\\w+\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(shown.find()).as(name).isTrue();
    var port = here.substring(here.indexOf(':') + 1);
    var text =
        shown
            .group(1)
            .replace(RECEIVER, here)
            .replace("(\"127.0.0.1\", 9000)", "(\"127.0.0.1\", " + port + ")")
            .replace("${env:HOOK_SECRET}", "${file:secret.txt}");
    Files.writeString(folder.resolve("secret.txt"), "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz");
    return Files.writeString(folder.resolve(name), text);
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress("127.0.0.1", 0));
      return probe.getLocalPort();
    }
  }
}
