package dev.holdfast.control.workspace;

import java.util.List;
import java.util.Optional;

/// A value in a configuration text, and where it stands.
sealed interface Node {
  Mark mark();

  /// What the node is, as a person would call it.
  default String kind() {
    return switch (this) {
      case Scalar scalar -> scalar.type().words();
      case Sequence _ -> "a list";
      case Mapping _ -> "a group of keys";
    };
  }

  default boolean isNothing() {
    return this instanceof Scalar(_, var type, _) && type == ScalarType.NOTHING;
  }

  record Scalar(String text, ScalarType type, Mark mark) implements Node {}

  record Sequence(List<Node> items, Mark mark) implements Node {}

  /// Keys are different from one another.
  record Mapping(List<Member> members, Mark mark) implements Node {
    Optional<Member> member(String key) {
      return members.stream().filter(member -> member.key().equals(key)).findFirst();
    }
  }

  record Member(String key, Mark mark, Node value) {}

  /// Line and column, from one; zero where the text has no lines that a person would know.
  record Mark(int line, int column) {
    static final Mark NONE = new Mark(0, 0);
  }

  enum ScalarType {
    TEXT("a text"),
    WHOLE("a whole number"),
    DECIMAL("a decimal number"),
    TRUTH("true or false"),
    NOTHING("nothing");

    private final String words;

    ScalarType(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
