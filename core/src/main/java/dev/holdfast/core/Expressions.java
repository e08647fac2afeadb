package dev.holdfast.core;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the rules ask of texts that they cannot read themselves. Every method is pure: the same
/// arguments, the same answer.
public interface Expressions {
  /// Evaluates a CEL expression over named facts (values: String, Long, Boolean, [Json], List or
  /// Map of these).
  Truth test(String expression, Map<String, Object> facts);

  /// What a value breaks of a JSON Schema (2020-12); empty when it is valid.
  List<Finding> violations(Json schema, Json value);

  /// Fills `{path}` places of a template from named values. A place without a value is a finding,
  /// never a blank.
  Rendered render(String template, Map<String, Object> values);

  /// What is wrong with a template whose values will have these names.
  List<Finding> checkTemplate(String template, Set<String> names);

  /// The text of an output that has no template: its `text` member where that is a string, else the
  /// output as JSON.
  String plain(Json output);

  sealed interface Truth {
    record Holds() implements Truth {}

    record Fails() implements Truth {}

    /// The expression could not be evaluated; whoever asks decides what is safe.
    record Errs(String message) implements Truth {}
  }

  sealed interface Rendered {
    record Text(String text) implements Rendered {}

    record Missing(List<Finding> findings) implements Rendered {}
  }
}
