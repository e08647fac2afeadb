package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that others have written work with the gateway unchanged: the official ones in Python
/// and JavaScript, LangChain and the Vercel AI SDK. They are installed from their registries into
/// `target/clients`, once; python3 with venv, node and npm must be on the path.
final class ModelClientsIT {
  private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
  private static final Path INSTALLED = Path.of("target/clients").toAbsolutePath();
  private static final int PATIENCE_SECONDS = 600;

  @TempDir private Path folder;

  @Test
  void the_official_python_client_works() throws Exception {
    var python = INSTALLED.resolve("venv/bin/python").toString();
    once(
        "requirements.txt",
        List.of("python3", "-m", "venv", "venv"),
        List.of(
            python,
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "-r",
            "requirements.txt"));
    assertThat(run(List.of(python, SCRIPTS.resolve("openai_client.py").toString())))
        .contains("ok stream", "ok response's stream", "ok cut stream");
  }

  @Test
  void the_official_javascript_client_works() throws Exception {
    assertThat(node("openai-client.mjs"))
        .contains("ok tools, there and back", "ok response's stream", "ok cut stream");
  }

  @Test
  void langchain_works() throws Exception {
    assertThat(node("langchain.mjs")).contains("ok structured", "ok responses", "ok cut stream");
  }

  @Test
  void the_vercel_ai_sdk_works() throws Exception {
    assertThat(node("vercel.mjs"))
        .contains("ok chat tools in a stream", "ok responses tools in a stream")
        .contains("ok chat cut stream", "ok responses cut stream");
  }

  private String node(String script) throws IOException, InterruptedException {
    once("package.json", List.of("npm", "install", "--no-audit", "--no-fund", "--loglevel=error"));
    // A module is looked for beside the script.
    var copy = INSTALLED.resolve(script);
    Files.copy(SCRIPTS.resolve(script), copy, StandardCopyOption.REPLACE_EXISTING);
    return run(List.of("node", copy.toString()));
  }

  /// Installs what a list names, unless the same list was installed before.
  @SafeVarargs
  private void once(String list, List<String>... commands)
      throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    var wanted = Files.readString(SCRIPTS.resolve(list));
    var mark = INSTALLED.resolve(list + ".installed");
    if (Files.exists(mark) && Files.readString(mark).equals(wanted)) {
      return;
    }
    Files.writeString(INSTALLED.resolve(list), wanted);
    for (var command : commands) {
      finished(new ProcessBuilder(command).directory(INSTALLED.toFile()));
    }
    Files.writeString(mark, wanted);
  }

  /// Runs a client against a server and a provider of its own.
  private String run(List<String> command) throws IOException, InterruptedException {
    try (var upstream = new ModelUpstream()) {
      Files.writeString(
          folder.resolve("holdfast.yaml"),
          """
          holdfast: 1
          egress: {allow: ["127.0.0.1:%d"]}
          models:
            providers:
              up: {kind: openai, url: "http://127.0.0.1:%d/v1"}
            tiers:
              small: [up/mini]
          agents:
            clerk: {kind: model, tier: small}
          """
              .formatted(upstream.port(), upstream.port()));
      try (var server = RunningServer.start(folder)) {
        var client = new ProcessBuilder(command);
        client.environment().put("HOLDFAST_URL", server.url().toString());
        client
            .environment()
            .put("HOLDFAST_TOKEN", Files.readString(folder.resolve("data/admin.token")).strip());
        return finished(client);
      }
    }
  }

  /// Its output; a command that is not there, or fails, fails the test with all that it said.
  private String finished(ProcessBuilder command) throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "client", ".log");
    var process = command.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    var said = Files.readString(output);
    assertThat(ended).as("%s did not end:%n%s", command.command(), said).isTrue();
    assertThat(process.exitValue()).as("%s:%n%s", command.command(), said).isZero();
    return said;
  }
}
