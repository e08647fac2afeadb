package dev.holdfast.server;

import dev.holdfast.cli.LocalCommands.Judgement;
import dev.holdfast.cli.LocalCommands.Remark;
import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.workspace.SecretsCheck;
import dev.holdfast.control.workspace.WorkspaceFile;
import dev.holdfast.control.workspace.WorkspaceReading;
import dev.holdfast.core.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads a workspace and says what is wrong with it, in the words of the command line.
final class Loading {
  private static final String CORRECT = "Correct it there; 'holdfast config check' checks again.";
  private static final String PROVIDE = "Set it before 'holdfast up'.";

  private Loading() {}

  static WorkspaceFile file() {
    return new WorkspaceFile(new CelExpressions());
  }

  /// Secrets that are missing are warnings here: they may well be set where the server runs.
  static Judgement judge(Path workspace, Map<String, String> environment) {
    return switch (file().read(workspace)) {
      case WorkspaceReading.Refused(var findings) ->
          new Judgement(remarks(findings, CORRECT), List.of());
      case WorkspaceReading.Read(var read, _, var warnings) -> {
        var all = new ArrayList<>(remarks(warnings, CORRECT));
        all.addAll(remarks(SecretsCheck.missing(read, environment, workspace), PROVIDE));
        yield new Judgement(List.of(), List.copyOf(all));
      }
    };
  }

  private static List<Remark> remarks(List<Finding> findings, String nextAction) {
    return findings.stream()
        .map(finding -> new Remark(finding.where(), finding.what(), nextAction))
        .toList();
  }
}
