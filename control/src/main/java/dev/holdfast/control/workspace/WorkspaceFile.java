package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.workspace.Node.Mark;
import dev.holdfast.core.Finding;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Reads a workspace from its folder, from given texts, or from what was archived.
public final class WorkspaceFile {
  public static final String NAME = "holdfast.yaml";

  private final CelExpressions expressions;

  public WorkspaceFile(CelExpressions expressions) {
    this.expressions = expressions;
  }

  /// Reads `holdfast.yaml` in this folder and what it refers to.
  public WorkspaceReading read(Path folder) {
    var file = folder.resolve(NAME);
    try {
      if (Files.size(file) > YamlTree.LENGTH_MAX) {
        return refused(file.toString(), "is longer than " + YamlTree.LENGTH_MAX + " bytes");
      }
      return read(Files.readString(file), new Surroundings.Folder(folder));
    } catch (NoSuchFileException _) {
      return refused(
          file.toString(), "does not exist; run 'holdfast init' in the folder, or name another");
    } catch (CharacterCodingException _) {
      return refused(file.toString(), "is not UTF-8 text");
    } catch (IOException unreadable) {
      return refused(file.toString(), "cannot be read: " + unreadable);
    }
  }

  /// Reads this text as if it were the folder's `holdfast.yaml`.
  public WorkspaceReading read(String yaml, Path folder) {
    return read(yaml, new Surroundings.Folder(folder));
  }

  /// Reads what was kept; no folder is looked at.
  public WorkspaceReading read(WorkspaceContent content) {
    return read(content.yaml(), new Surroundings.Kept(content.files()));
  }

  private WorkspaceReading read(String yaml, Surroundings surroundings) {
    var findings = new Findings(NAME);
    try {
      var tree = YamlTree.read(yaml, findings);
      var assembly = new Assembly(expressions, surroundings, findings);
      var workspace = assembly.workspace(tree);
      return findings.hasErrors()
          ? new WorkspaceReading.Refused(findings.errors())
          : new WorkspaceReading.Read(
              workspace, WorkspaceContent.of(yaml, assembly.texts()), findings.warnings());
    } catch (Unreadable unreadable) {
      var mark = unreadable.mark().line() == 0 ? new Mark(1, 1) : unreadable.mark();
      findings.error(mark, "", unreadable.what());
      return new WorkspaceReading.Refused(findings.errors());
    }
  }

  private static WorkspaceReading refused(String where, String what) {
    return new WorkspaceReading.Refused(List.of(new Finding(where, what)));
  }
}
