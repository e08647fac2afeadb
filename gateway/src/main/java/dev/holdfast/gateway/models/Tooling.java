package dev.holdfast.gateway.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.Options.ToolChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads which tools a model may use and whether it must. Chat completions keep a tool's members in
/// an object of their own, responses do not.
final class Tooling {
  private static final int TOOLS_MAX = 256;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Json NO_ARGUMENTS = new Json("{\"type\":\"object\",\"properties\":{}}");

  private final Shape shape;

  enum Shape {
    NESTED,
    FLAT
  }

  Tooling(Shape shape) {
    this.shape = shape;
  }

  List<Offer> offers(Item request) {
    var offers = new ArrayList<Offer>();
    var names = new HashSet<String>();
    for (var tool : request.objects("tools", TOOLS_MAX)) {
      if (isFunction(tool)) {
        var offer = offer(function(tool));
        if (!offer.name().isEmpty() && !names.add(offer.name())) {
          tool.wrong("name", "'" + offer.name() + "' is offered twice");
        }
        offers.add(offer);
      }
      tool.rest();
    }
    return List.copyOf(offers);
  }

  private static boolean isFunction(Item tool) {
    var type = tool.needed("type");
    if (!type.isEmpty() && !type.equals("function")) {
      tool.wrong("type", "is '" + type + "'; only functions of your own can be offered");
    }
    return type.equals("function");
  }

  private Item function(Item tool) {
    return shape == Shape.NESTED ? tool.neededObject("function") : tool;
  }

  private Offer offer(Item function) {
    var name = function.needed("name");
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      function.wrong("name", "must be 1 to 64 letters, digits, '_' or '-'");
    }
    var parameters =
        function
            .object("parameters")
            .flatMap(_ -> function.json("parameters"))
            .map(schema -> new Json(schema.toString()))
            .orElse(NO_ARGUMENTS);
    var offer = new Offer(name, function.text("description", ""), parameters);
    // Providers differ in what they call strict; arguments are checked by whoever runs the tool.
    if (!function.flag("strict", false)) {
      function.member("strict");
    }
    if (shape == Shape.NESTED) {
      function.rest();
    }
    return offer;
  }

  ToolChoice choice(Item request, List<Offer> offers) {
    var value = request.member("tool_choice");
    if (value.isEmpty()) {
      return new ToolChoice.Auto();
    }
    var choice = value.get().isString() ? word(request, value.get()) : named(request);
    if (offers.isEmpty() && !(choice instanceof ToolChoice.Never)) {
      if (!(choice instanceof ToolChoice.Auto)) {
        request.wrong("tool_choice", "asks for a tool, and none is offered");
      }
    }
    return choice;
  }

  private static ToolChoice word(Item request, JsonNode word) {
    return switch (word.stringValue()) {
      case "auto" -> new ToolChoice.Auto();
      case "none" -> new ToolChoice.Never();
      case "required" -> new ToolChoice.Required();
      default -> {
        request.wrong("tool_choice", "must be auto, none, required or a function");
        yield new ToolChoice.Auto();
      }
    };
  }

  private ToolChoice named(Item request) {
    var chosen = request.neededObject("tool_choice");
    if (!isFunction(chosen)) {
      return new ToolChoice.Auto();
    }
    var function = function(chosen);
    var name = function.needed("name");
    if (!name.isEmpty() && !offered(request).contains(name)) {
      function.wrong("name", "'" + name + "' is not among the tools");
    }
    return new ToolChoice.Named(name);
  }

  private Set<String> offered(Item request) {
    var names = new HashSet<String>();
    for (var tool : request.node().path("tools")) {
      var function = shape == Shape.NESTED ? tool.path("function") : tool;
      names.add(function.path("name").asString(""));
    }
    return names;
  }
}
