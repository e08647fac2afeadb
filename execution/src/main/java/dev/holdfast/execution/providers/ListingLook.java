package dev.holdfast.execution.providers;

import dev.holdfast.core.Json;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.probe.Knock;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Redaction;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Looks at a provider's list of models.
final class ListingLook {
  private final String url;
  private final Map<String, String> headers;
  private final Knock knock;

  ListingLook(String url, Map<String, String> headers, Outbound outbound, Redaction redaction) {
    this.url = url;
    this.headers = headers;
    this.knock = new Knock(outbound, redaction);
  }

  Probed at(String model, Duration atMost) {
    return switch (knock.at(url, "GET", headers, atMost)) {
      case Knock.Heard.Silence(var why) -> why;
      case Knock.Heard.Answer(var place, var status, var line, var body) ->
          switch (status) {
            case 401, 403 ->
                new Probed.Failed(
                    place + " refuses the key: " + line, "Correct the provider's key.");
            default ->
                status >= 500
                    ? new Probed.Failed(
                        place + " answers " + line,
                        "See what is wrong at " + place + ", or name another provider.")
                    : new Probed.Passed(
                        "%s answers %s, %s".formatted(place, line, listing(model, status, body)));
          };
    };
  }

  Listed listed(String model, Duration atMost) {
    return switch (knock.at(url, "GET", headers, atMost)) {
      case Knock.Heard.Silence(var why) -> new Listed.Untold(why.evidence());
      case Knock.Heard.Answer(var place, var status, var line, var body) ->
          status / 100 == 2 ? read(model, body) : new Listed.Untold(place + " answers " + line);
    };
  }

  private static Listed read(String model, String body) {
    try {
      var tree = Fields.MAPPER.readTree(body);
      var items = tree.path("models").isArray() ? tree.path("models") : tree.path("data");
      if (!items.isArray()) {
        return new Listed.Untold("the list of models is none");
      }
      for (var item : items) {
        if (isCalled(model, item)) {
          return new Listed.Shown(Fields.text(item, "digest"));
        }
      }
      return new Listed.Absent();
    } catch (JacksonException _) {
      return new Listed.Untold("the list of models is no JSON, or too long");
    }
  }

  /// Gemini lists models/NAME, Ollama NAME:latest.
  private static boolean isCalled(String model, JsonNode item) {
    return Stream.of("id", "name", "model")
        .map(member -> Fields.text(item, member))
        .anyMatch(name ->
            name.equals(model) || name.equals("models/" + model) || name.equals(model + ":latest"));
  }

  /// A list may be incomplete or spell names otherwise, so that an absence proves nothing.
  private static String listing(String model, int status, String body) {
    if (status / 100 != 2) {
      return "without a list of models";
    }
    var quoted = Json.string(model).text();
    // Gemini lists models/NAME, Ollama NAME:latest.
    var ending = quoted.substring(1);
    var listed =
        body.contains(quoted)
            || body.contains("\"models/" + ending)
            || body.contains(quoted.substring(0, quoted.length() - 1) + ":latest\"");
    return (listed ? "lists" : "does not list") + " model '" + model + "'";
  }
}
