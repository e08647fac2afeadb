package dev.holdfast.control.expressions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.path.PathType;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// JSON Schemas of draft 2020-12, with formats asserted. References reach within the schema and to
/// the draft's own meta-schemas, never to the network.
final class Schemas {
  private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";
  private static final int KEPT_MAX = 1_000;
  private static final int LONGEST = 256 * 1_024;
  private static final int FINDINGS_MAX = 50;
  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .formatAssertionsEnabled(true)
          .locale(Locale.ROOT)
          .pathType(PathType.JSON_POINTER)
          .regularExpressionFactory(LinearRegex::of)
          .build();

  private static final int STEPS_MAX = 1_000_000;
  private static final int DEPTH_MAX = 500;
  private static final ExecutionConfig LIMITS =
      ExecutionConfig.builder()
          .formatAssertionsEnabled(true)
          .locale(Locale.ROOT)
          .maxEvaluationSteps(STEPS_MAX)
          .maxEvaluationDepth(DEPTH_MAX)
          .build();

  private final Cache<String, Compiled> kept = Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

  /// What is wrong with the schema itself.
  List<Finding> findings(Json schema) {
    return switch (compiled(schema)) {
      case Compiled.Ready _ -> List.of();
      case Compiled.Broken(var findings) -> findings;
    };
  }

  List<Finding> violations(Json schema, Json value) {
    return switch (compiled(schema)) {
      case Compiled.Ready(var ready) -> violations(ready, value);
      case Compiled.Broken(var findings) ->
          findings.stream().map(found -> new Finding("schema", found.toString())).toList();
    };
  }

  private static List<Finding> violations(Schema schema, Json value) {
    try {
      return findings(validate(schema, Trees.read(value)));
    } catch (JacksonException notJson) {
      return List.of(new Finding("", "is not JSON: " + notJson.getOriginalMessage()));
    } catch (SchemaException
        | ValidationLimitExceededException
        | IllegalArgumentException unusable) {
      return List.of(new Finding("schema", String.valueOf(unusable.getMessage())));
    }
  }

  private Compiled compiled(Json schema) {
    return kept.get(schema.text(), _ -> compile(schema));
  }

  private static Compiled compile(Json schema) {
    if (schema.text().length() > LONGEST) {
      return broken("is longer than " + LONGEST + " characters");
    }
    try {
      var tree = Trees.read(schema);
      var against = findings(validate(registry().getSchema(location(META_SCHEMA)), tree));
      return against.isEmpty() ? ready(tree) : new Compiled.Broken(against);
    } catch (JacksonException notJson) {
      return broken("is not JSON: " + notJson.getOriginalMessage());
    } catch (SchemaException
        | ValidationLimitExceededException
        | IllegalArgumentException unusable) {
      return broken(String.valueOf(unusable.getMessage()));
    }
  }

  private static Compiled ready(JsonNode tree) {
    var schema = registry().getSchema(tree);
    schema.initializeValidators();
    return new Compiled.Ready(schema);
  }

  private static Compiled broken(String why) {
    return new Compiled.Broken(List.of(new Finding("", why)));
  }

  private static SchemaLocation location(String iri) {
    return SchemaLocation.of(iri);
  }

  /// One for each schema: what a schema names by `$id` must not be seen by another.
  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(CONFIG));
  }

  private static List<Error> validate(Schema schema, JsonNode value) {
    return schema.validate(value, context -> context.setExecutionConfig(LIMITS));
  }

  private static List<Finding> findings(List<Error> errors) {
    return errors.stream()
        .limit(FINDINGS_MAX)
        .map(error -> new Finding(error.getInstanceLocation().toString(), error.getMessage()))
        .toList();
  }

  private sealed interface Compiled {
    record Ready(Schema schema) implements Compiled {}

    record Broken(List<Finding> findings) implements Compiled {}
  }
}
