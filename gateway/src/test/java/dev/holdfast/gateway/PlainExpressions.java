package dev.holdfast.gateway;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.util.List;
import java.util.Map;

/// Understands the few literal expressions that these tests write.
final class PlainExpressions implements Expressions {
  @Override
  public Truth test(String expression, Map<String, Object> facts) {
    return switch (expression) {
      case "never" -> new Truth.Fails();
      case "always" -> new Truth.Holds();
      default -> new Truth.Errs("not understood: " + expression);
    };
  }

  /// Whatever says that it is invalid is.
  @Override
  public List<Finding> violations(Json schema, Json value) {
    return value.text().contains("invalid")
        ? List.of(new Finding("$", "is not what the schema asks for"))
        : List.of();
  }

  @Override
  public Rendered render(String template, Map<String, Object> values) {
    return new Rendered.Text(template);
  }

  @Override
  public String plain(Json output) {
    return output.text();
  }
}
