package dev.holdfast.gateway.openapi;

import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `/openapi.json`.
public final class Description {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final String SCHEMAS = "schemas.json";

  private Description() {}

  /// The table with its own description in it.
  public static List<Route> with(List<Route> routes) {
    var all = new java.util.ArrayList<>(routes);
    var text = new String[1];
    all.add(
        Route.get(
            "/openapi.json",
            Access.OPEN,
            Route.Spec.of("This description", ""),
            _ -> Reply.text("application/json", text[0])));
    text[0] = MAPPER.writeValueAsString(document(all));
    return List.copyOf(all);
  }

  private static ObjectNode document(List<Route> routes) {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Holdfast")
        .put("version", "1")
        .put("summary", "The reliability control plane for agentic systems");
    var paths = document.putObject("paths");
    for (var route : routes) {
      var path = paths.withObjectProperty(route.template());
      path.set(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    var components = document.putObject("components");
    components.set("schemas", schemas());
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    return document;
  }

  private static ObjectNode operation(Route route) {
    var operation = JsonNodeFactory.instance.objectNode();
    operation.put("summary", route.spec().summary());
    operation.put("x-access", route.access().name().toLowerCase(Locale.ROOT));
    var security = operation.putArray("security");
    if (route.access().asksForToken()) {
      security.addObject().putArray("token");
    }
    var places = PLACE.matcher(route.template());
    while (places.find()) {
      operation
          .withArrayProperty("parameters")
          .addObject()
          .put("name", places.group(1))
          .put("in", "path")
          .put("required", true)
          .putObject("schema")
          .put("type", "string");
    }
    if (!route.spec().body().isEmpty()) {
      content(operation.putObject("requestBody"), "application/json", route.spec().body());
    }
    var responses = operation.putObject("responses");
    var usual = responses.putObject(Integer.toString(route.spec().status()));
    usual.put("description", "As asked");
    if (!route.spec().answer().isEmpty()) {
      content(usual, "application/json", route.spec().answer());
    }
    var problem = responses.putObject("default").put("description", "Refused, or failed");
    content(problem, route.wording().type(), route.wording().schema());
    return operation;
  }

  private static void content(ObjectNode node, String type, String schema) {
    node.putObject("content")
        .putObject(type)
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + schema);
  }

  private static JsonNode schemas() {
    try (var resource = Description.class.getResourceAsStream(SCHEMAS)) {
      if (resource == null) {
        throw new IllegalStateException("this build lacks " + SCHEMAS);
      }
      return MAPPER.readTree(resource);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
