package dev.holdfast.control.workspace;

import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.models.ModelsPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/// `models`: who is asked.
final class ModelReading {
  private ModelReading() {}

  record Models(Map<String, ProviderSpec> providers, ModelsPolicy policy) {}

  private enum Kind {
    OPENAI,
    PRACTICE
  }

  static Models read(Section models, Findings findings) {
    var providers = new LinkedHashMap<String, ProviderSpec>();
    for (var member : models.named("providers")) {
      var path = models.path("providers") + "." + member.key();
      Kinds.of(member.value(), path, Kind.class, findings, "anthropic", "gemini", "ollama")
          .ifPresentOrElse(
              kind -> providers.put(member.key(), provider(kind, member.value(), path, findings)),
              () -> providers.put(member.key(), new ProviderSpec.Practice()));
    }
    var policy = new TierReading(models, providers.keySet(), findings).read();
    return new Models(providers, policy);
  }

  private static ProviderSpec provider(Kind kind, Node node, String path, Findings findings) {
    return switch (kind) {
      case PRACTICE -> {
        Section.open(node, path, Shape.PRACTICE, findings);
        yield new ProviderSpec.Practice();
      }
      case OPENAI -> {
        var section = Section.open(node, path, Shape.OPENAI, findings);
        yield new ProviderSpec.OpenAi(Links.required(section, "url"), section.secret("key"));
      }
    };
  }
}
