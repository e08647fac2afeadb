package dev.holdfast.control.workspace;

import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.models.ModelsPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/// `models`: who is asked.
final class ModelReading {
  private static final int WINDOW_MIN = 256;
  private static final int WINDOW_MAX = 10_000_000;

  private ModelReading() {}

  record Models(Map<String, ProviderSpec> providers, ModelsPolicy policy) {}

  private enum Kind {
    OPENAI,
    ANTHROPIC,
    GEMINI,
    OLLAMA,
    PRACTICE
  }

  static Models read(Section models, Findings findings) {
    var providers = new LinkedHashMap<String, ProviderSpec>();
    for (var member : models.named("providers")) {
      var path = models.path("providers") + "." + member.key();
      Kinds.of(member.value(), path, Kind.class, findings)
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
        yield new ProviderSpec.OpenAi(
            service(section, ProviderSpec.OpenAi.ITSELF), section.secret("key"));
      }
      case ANTHROPIC -> {
        var section = Section.open(node, path, Shape.ANTHROPIC, findings);
        yield new ProviderSpec.Anthropic(
            service(section, ProviderSpec.Anthropic.ITSELF), section.secret("key"));
      }
      case GEMINI -> {
        var section = Section.open(node, path, Shape.GEMINI, findings);
        yield new ProviderSpec.Gemini(
            service(section, ProviderSpec.Gemini.ITSELF), section.secret("key"));
      }
      case OLLAMA -> {
        var section = Section.open(node, path, Shape.OLLAMA, findings);
        yield new ProviderSpec.Ollama(
            url(section, ProviderSpec.Ollama.ITSELF),
            section.secret("key"),
            section.number("window", WINDOW_MIN, WINDOW_MAX, ProviderSpec.Ollama.WINDOW));
      }
    };
  }

  /// The service's own address, unless another is named; it is no use without a key.
  private static String service(Section section, String itself) {
    if (!section.has("url") && !section.has("key")) {
      section.error("key", "is missing: " + itself + " answers nobody without one");
    }
    return url(section, itself);
  }

  /// Without the slash that it may end in: paths are put behind it.
  private static String url(Section section, String itself) {
    var url = section.has("url") ? Links.required(section, "url") : itself;
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
