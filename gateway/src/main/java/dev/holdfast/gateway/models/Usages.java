package dev.holdfast.gateway.models;

import dev.holdfast.core.spend.Usage;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What was used, as OpenAI counts it: cached tokens within the input, thoughts within the output.
final class Usages {
  private Usages() {}

  static ObjectNode chat(Usage usage) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("prompt_tokens", usage.input());
    node.put("completion_tokens", usage.output() + usage.reasoning());
    node.put("total_tokens", usage.total());
    node.putObject("prompt_tokens_details")
        .put("cached_tokens", usage.cacheRead())
        .put("audio_tokens", 0);
    node.putObject("completion_tokens_details")
        .put("reasoning_tokens", usage.reasoning())
        .put("audio_tokens", 0)
        .put("accepted_prediction_tokens", 0)
        .put("rejected_prediction_tokens", 0);
    return node;
  }

  static ObjectNode response(Usage usage) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("input_tokens", usage.input());
    node.putObject("input_tokens_details").put("cached_tokens", usage.cacheRead());
    node.put("output_tokens", usage.output() + usage.reasoning());
    node.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
    node.put("total_tokens", usage.total());
    return node;
  }

  /// What OpenAI has no member for.
  static ObjectNode ours(Outcome.Served by) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("model", by.model().text());
    node.put("served", by.name());
    node.put("attempts", by.attempts());
    if (!by.cost().currency().isEmpty()) {
      node.putObject("cost")
          .put("micros", by.cost().micros())
          .put("currency", by.cost().currency());
    }
    if (!by.lowered().isNot()) {
      node.putObject("lowered")
          .put("budget", by.lowered().budget())
          .put("from", by.lowered().from())
          .put("to", by.lowered().to());
    }
    return node;
  }
}
