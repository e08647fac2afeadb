package dev.holdfast.execution.models;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.models.Options.Form;
import java.util.List;

/// What an answer must be to be of use to whoever asked.
@FunctionalInterface
public interface Demand {
  /// What is wrong with the text of an answer; none where it is of use.
  List<Finding> wrong(String answer);

  /// That it keeps the schema that it was asked for under.
  static Demand of(Form form, Expressions expressions) {
    return switch (form) {
      case Form.Free(), Form.AnyJson() -> _ -> List.of();
      case Form.Schema(_, var schema) -> answer -> expressions.violations(schema, new Json(answer));
      case Form.Told(_, var schema) -> answer -> expressions.violations(schema, new Json(answer));
    };
  }
}
