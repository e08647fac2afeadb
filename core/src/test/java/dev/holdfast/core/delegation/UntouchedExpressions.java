package dev.holdfast.core.delegation;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Fails the test that evaluates anything.
final class UntouchedExpressions implements Expressions {
  @Override
  public Truth test(String expression, Map<String, Object> facts) {
    throw new AssertionError(expression);
  }

  @Override
  public List<Finding> violations(Json schema, Json value) {
    throw new AssertionError(schema);
  }

  @Override
  public Rendered render(String template, Map<String, Object> values) {
    throw new AssertionError(template);
  }

  @Override
  public List<Finding> checkTemplate(String template, Set<String> names) {
    throw new AssertionError(template);
  }

  @Override
  public String plain(Json output) {
    throw new AssertionError(output);
  }
}
