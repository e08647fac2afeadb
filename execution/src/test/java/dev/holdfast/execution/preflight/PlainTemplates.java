package dev.holdfast.execution.preflight;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// Fills `{output.member}` and knows nothing else.
final class PlainTemplates implements Expressions {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)\\.(\\w+)}");
  private static final JsonMapper MAPPER = new JsonMapper();

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
    var output = MAPPER.readTree(((Json) values.get("output")).text());
    var missing =
        PLACE
            .matcher(template)
            .results()
            .filter(place -> !output.has(place.group(2)))
            .map(place -> new Finding(place.group(), "has no value"))
            .toList();
    return missing.isEmpty() ? new Rendered.Text(template) : new Rendered.Missing(missing);
  }

  @Override
  public List<Finding> checkTemplate(String template, Set<String> names) {
    return PLACE
        .matcher(template)
        .results()
        .filter(place -> !names.contains(place.group(1)))
        .map(place -> new Finding(place.group(), "is not known"))
        .toList();
  }

  @Override
  public String plain(Json output) {
    throw new AssertionError(output);
  }
}
