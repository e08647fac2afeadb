package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.config.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsCheckTest {
  private static final Map<String, String> ALL =
      Map.of("MAIL_PASSWORD", "a", "MAIN_KEY", "b", "PROGRAM_TOKEN", "c", "REMOTE_TOKEN", "d");

  @TempDir private Path folder;

  @Test
  void every_missing_secret_is_named() throws IOException {
    assertThat(SecretsCheck.missing(workspace(), Map.of("MAIN_KEY", " "), folder))
        .containsExactly(
            new Finding("channels.hook.secret", "needs the file hook.secret, which cannot be read"),
            new Finding(
                "channels.mail.password",
                "needs the environment variable MAIL_PASSWORD, which is not set"),
            new Finding(
                "models.providers.claude.key",
                "needs the environment variable MAIN_KEY, which is not set"),
            new Finding(
                "models.providers.gem.key",
                "needs the environment variable MAIN_KEY, which is not set"),
            new Finding(
                "models.providers.main.key",
                "needs the environment variable MAIN_KEY, which is not set"),
            new Finding(
                "models.providers.near.key",
                "needs the environment variable MAIN_KEY, which is not set"),
            new Finding(
                "agents.program.environment.TOKEN",
                "needs the environment variable PROGRAM_TOKEN, which is not set"),
            new Finding(
                "agents.remote.token",
                "needs the environment variable REMOTE_TOKEN, which is not set"));
  }

  @Test
  void nothing_is_missing_where_all_are_there() throws IOException {
    Files.writeString(folder.resolve("hook.secret"), "s");
    assertThat(SecretsCheck.missing(workspace(), ALL, folder)).isEmpty();
  }

  private Workspace workspace() throws IOException {
    Files.writeString(folder.resolve("tiered.md"), "x");
    Files.createDirectory(folder.resolve("runbooks"));
    Files.writeString(folder.resolve("runbooks/site-down.md"), "x");
    try (var resource = SecretsCheckTest.class.getResourceAsStream("every-key.yaml")) {
      assertThat(resource).isNotNull();
      Files.write(folder.resolve("holdfast.yaml"), resource.readAllBytes());
    }
    return switch (new WorkspaceFile(new CelExpressions()).read(folder)) {
      case WorkspaceReading.Read(var workspace, _, _) -> workspace;
      case WorkspaceReading.Refused(var findings) -> throw new AssertionError(findings.toString());
    };
  }
}
