package dev.holdfast.control.expressions;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;

/// Expressions in CEL, schemas in JSON Schema 2020-12, templates with `{path}` places. Pure and
/// safe from any thread; what people wrote never makes it throw.
public final class CelExpressions implements Expressions {
  private final Conditions conditions = new Conditions();
  private final Schemas schemas = new Schemas();
  private final Templates templates = new Templates();

  /// {@inheritDoc}
  ///
  /// The facts' names say where the expression stands; see [Environment].
  @Override
  public Truth test(String expression, Map<String, Object> facts) {
    return conditions.test(expression, facts);
  }

  @Override
  public List<Finding> violations(Json schema, Json value) {
    return schemas.violations(schema, value);
  }

  @Override
  public Rendered render(String template, Map<String, Object> values) {
    return templates.render(template, values);
  }

  @Override
  public String plain(Json output) {
    try {
      var tree = Trees.read(output);
      var text = tree.path("text");
      return text.isString() ? text.stringValue() : output.text();
    } catch (JacksonException _) {
      // What cannot be read as JSON is shown as it came.
      return output.text();
    }
  }

  /// What is wrong with an expression that stands there; `where` is its line and column in the
  /// expression. Anything but true or false as a result is wrong.
  public List<Finding> check(String expression, Environment environment) {
    return conditions.findings(expression, environment);
  }

  /// Whether an expression's answer depends on its facts.
  public Constancy constancy(String expression, Environment environment) {
    return conditions.constancy(expression, environment);
  }

  /// What is wrong with a schema; `where` is a JSON pointer into it.
  public List<Finding> checkSchema(Json schema) {
    return schemas.findings(schema);
  }

  @Override
  public List<Finding> checkTemplate(String template, Set<String> names) {
    return templates.findings(template, names);
  }
}
