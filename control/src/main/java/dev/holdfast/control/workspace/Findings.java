package dev.holdfast.control.workspace;

import dev.holdfast.control.workspace.Node.Mark;
import dev.holdfast.core.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Gathers what is wrong, with its place: `file:line:column` where the text has lines, else the
/// path of keys.
final class Findings {
  private static final int MOST = 200;

  private final String file;
  private final List<Found> errors = new ArrayList<>();
  private final List<Found> warnings = new ArrayList<>();

  Findings(String file) {
    this.file = file;
  }

  void error(Mark mark, String path, String what) {
    if (errors.size() < MOST) {
      errors.add(new Found(mark, path, what));
    }
  }

  void warning(Mark mark, String path, String what) {
    if (warnings.size() < MOST) {
      warnings.add(new Found(mark, path, what));
    }
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /// In the order of the text.
  List<Finding> errors() {
    return sorted(errors);
  }

  List<Finding> warnings() {
    return sorted(warnings);
  }

  private List<Finding> sorted(List<Found> found) {
    return found.stream().sorted(Found.ORDER).map(this::finding).distinct().toList();
  }

  private Finding finding(Found found) {
    if (found.mark().line() == 0) {
      return new Finding(found.path(), found.what());
    }
    var where = "%s:%d:%d".formatted(file, found.mark().line(), found.mark().column());
    var what = found.path().isEmpty() ? found.what() : found.path() + " " + found.what();
    return new Finding(where, what);
  }

  private record Found(Mark mark, String path, String what) {
    static final Comparator<Found> ORDER =
        Comparator.comparingInt((Found found) -> found.mark().line())
            .thenComparingInt(found -> found.mark().column());
  }
}
