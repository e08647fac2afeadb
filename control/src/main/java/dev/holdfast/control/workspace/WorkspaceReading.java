package dev.holdfast.control.workspace;

import dev.holdfast.core.Finding;
import dev.holdfast.core.config.Workspace;
import java.util.List;

/// What came of reading a workspace: all of it, or everything that is wrong with it. A finding's
/// `where` is `file:line:column`.
public sealed interface WorkspaceReading {
  /// @param content everything that the workspace was read from, to be kept
  record Read(Workspace workspace, WorkspaceContent content, List<Finding> warnings)
      implements WorkspaceReading {}

  record Refused(List<Finding> findings) implements WorkspaceReading {}
}
