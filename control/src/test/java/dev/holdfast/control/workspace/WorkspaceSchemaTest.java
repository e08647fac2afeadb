package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WorkspaceSchemaTest {
  private static final CelExpressions EXPRESSIONS = new CelExpressions();
  private static final Json SCHEMA = new Json(WorkspaceSchema.text());
  private static final JsonNode TREE = JsonMapper.shared().readTree(WorkspaceSchema.text());
  private static final Set<String> PARTS_OF_VALUES = Set.of("name", "duration", "secret");

  @Test
  void the_schema_is_a_schema() {
    assertThat(EXPRESSIONS.checkSchema(SCHEMA)).isEmpty();
  }

  @Test
  void the_copy_in_the_documents_is_the_same() throws IOException {
    assertThat(Files.readString(Path.of("../docs/holdfast.schema.json")))
        .isEqualTo(WorkspaceSchema.text());
  }

  @TestFactory
  Stream<DynamicTest> every_section_has_the_same_keys_in_both() {
    return Shape.OF_THE_FILE.stream()
        .map(shape ->
            dynamicTest(
                shape.name(),
                () ->
                    assertThat(new HashSet<>(properties(shape).propertyNames()))
                        .isEqualTo(new HashSet<>(shape.keys()))));
  }

  @Test
  void the_schema_has_no_section_that_the_parser_does_not_know() {
    var known = new HashSet<>(PARTS_OF_VALUES);
    Shape.OF_THE_FILE.forEach(shape -> known.add(shape.name()));
    known.remove("root");
    assertThat(TREE.path("$defs").propertyNames()).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void every_key_is_described() {
    var silent = new ArrayList<String>();
    for (var shape : Shape.OF_THE_FILE) {
      properties(shape)
          .properties()
          .forEach(property -> {
            if (property.getValue().path("description").asString("").isBlank()) {
              silent.add(shape.name() + "." + property.getKey());
            }
          });
    }
    assertThat(silent).isEmpty();
  }

  private static JsonNode properties(Shape shape) {
    var owner = shape == Shape.ROOT ? TREE : TREE.path("$defs").path(shape.name());
    return owner.path("properties");
  }

  @Test
  void the_example_and_the_smallest_file_are_valid() throws Exception {
    assertThat(violations(text("example.yaml"))).isEmpty();
    assertThat(violations(text("every-key.yaml"))).isEmpty();
    assertThat(violations("holdfast: 1\nagents: {me: {kind: worker}}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "holdfast: 1",
        "holdfast: 2\nagents: {me: {kind: worker}}",
        "holdfast: 1\nagents: {me: {kind: worker}}\nslos: []",
        "holdfast: 1\nagents: {me: {kind: worker, lan: a}}",
        "holdfast: 1\nagents: {me: {kind: person}}",
        "holdfast: 1\nagents: {me: {kind: model}}",
        "holdfast: 1\nagents: {me: {kind: worker}}\nserver: {lisen: a}",
        "holdfast: 1\nagents: {me: {kind: worker}}\nlanes: {a: {timeout: 60}}",
        "holdfast: 1\nagents: {me: {kind: http, url: 'http://x', token: plain}}",
        "holdfast: 1\nagents: {me: {kind: worker}}\nchannels: {a: {kind: console, quiet: {}}}",
      })
  void what_the_parser_refuses_by_its_keys_is_invalid(String yaml) throws Exception {
    assertThat(violations(yaml)).isNotEmpty();
  }

  private static List<Finding> violations(String yaml) throws Exception {
    var tree = YamlTree.read(yaml, new Findings("holdfast.yaml"));
    return EXPRESSIONS.violations(SCHEMA, JsonTree.json(tree));
  }

  private static String text(String name) throws IOException {
    try (var resource = WorkspaceSchemaTest.class.getResourceAsStream(name)) {
      assertThat(resource).isNotNull();
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
