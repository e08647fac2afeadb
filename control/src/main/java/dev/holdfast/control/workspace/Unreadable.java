package dev.holdfast.control.workspace;

import dev.holdfast.control.workspace.Node.Mark;

/// A text that is no tree at all, or one beyond the limits.
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Mark mark;

  Unreadable(Mark mark, String what) {
    super(what);
    this.mark = mark;
  }

  Mark mark() {
    return mark;
  }

  String what() {
    return String.valueOf(getMessage());
  }
}
