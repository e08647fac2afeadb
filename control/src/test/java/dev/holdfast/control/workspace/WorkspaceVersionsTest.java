package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.config.AgentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceVersionsTest {
  private static final String YAML =
      """
      holdfast: 1
      models: {providers: {a: {kind: practice}}}
      agents:
        me: {kind: model, model: a/x, instructions: me.md}
        run: {kind: command, run: [./run.sh]}
      """;

  private final MemoryArchive archive = new MemoryArchive();
  private final WorkspaceFile file = new WorkspaceFile(new CelExpressions());
  private final WorkspaceVersions versions = new WorkspaceVersions(archive, file);

  @TempDir private Path folder;

  @Test
  void an_old_version_is_read_without_its_folder() throws IOException {
    assertThat(activate("First.")).isEqualTo(1);
    assertThat(activate("Second.")).isEqualTo(2);
    Files.delete(folder.resolve("me.md"));
    Files.delete(folder.resolve("run.sh"));
    var later = new WorkspaceVersions(archive, file);
    assertThat(later.current()).isEqualTo(2);
    assertThat(instructions(later, 1)).isEqualTo("First.");
    assertThat(instructions(later, 2)).isEqualTo("Second.");
    assertThat(later.now().delegation().contracts()).containsOnlyKeys("me", "run");
  }

  @Test
  void what_was_archived_reads_the_same() throws IOException {
    activate("First.");
    var later = new WorkspaceVersions(archive, file);
    assertThat(later.workspace(1)).isEqualTo(versions.workspace(1));
  }

  @Test
  void the_same_content_is_the_same_version() throws IOException {
    activate("First.");
    assertThat(activate("First.")).isEqualTo(1);
    assertThat(archive.versions()).hasSize(1);
    assertThat(archive.versions().getFirst().author()).isEqualTo("ada");
  }

  @Test
  void what_was_never_active_is_a_defect() throws IOException {
    assertThatThrownBy(versions::current).isInstanceOf(IllegalStateException.class);
    activate("First.");
    assertThatThrownBy(() -> versions.at(2)).isInstanceOf(IllegalStateException.class);
  }

  private static String instructions(WorkspaceVersions versions, int number) {
    return versions.workspace(number).agents().get("me") instanceof AgentSpec.Model model
        ? model.instructions()
        : "";
  }

  private int activate(String instructions) throws IOException {
    Files.writeString(folder.resolve("holdfast.yaml"), YAML);
    Files.writeString(folder.resolve("me.md"), instructions);
    var script = Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return switch (file.read(folder)) {
      case WorkspaceReading.Read read -> versions.activate(read, "ada", "first try");
      case WorkspaceReading.Refused(var findings) -> throw new AssertionError(findings.toString());
    };
  }
}
