package dev.holdfast.control.workspace;

import dev.holdfast.core.config.ProviderSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// `models`: who is asked, and which model a tier is.
final class ModelReading {
  private ModelReading() {}

  record Models(Map<String, ProviderSpec> providers, Map<String, Choice> tiers) {}

  /// A provider's model; both empty where it could not be read.
  record Choice(String provider, String model) {
    static final Choice NONE = new Choice("", "");
  }

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
    var tiers = new LinkedHashMap<String, Choice>();
    for (var member : models.named("tiers")) {
      tiers.put(member.key(), tier(models, member, providers, findings));
    }
    return new Models(providers, tiers);
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

  private static Choice tier(
      Section models, Node.Member tier, Map<String, ProviderSpec> providers, Findings findings) {
    var path = models.path("tiers") + "." + tier.key();
    if (!(tier.value() instanceof Node.Sequence(var items, _)) || items.isEmpty()) {
      findings.error(tier.mark(), path, "must be a list with one model like provider/name");
      return Choice.NONE;
    }
    if (items.size() > 1) {
      findings.error(
          tier.mark(), path, "has more than one model, which is not yet supported; keep one");
      return Choice.NONE;
    }
    var written = items.getFirst() instanceof Node.Scalar scalar ? scalar.text() : "";
    var refused = refusal(written, providers);
    refused.ifPresent(why -> findings.error(items.getFirst().mark(), path, why));
    return refused.isEmpty() ? split(written) : Choice.NONE;
  }

  /// Why this is not a provider's model, if it is not.
  static Optional<String> refusal(String written, Map<String, ProviderSpec> providers) {
    int slash = written.indexOf('/');
    if (slash < 1 || slash == written.length() - 1) {
      return Optional.of("must be a model like provider/name, not '" + written + "'");
    }
    var provider = written.substring(0, slash);
    return providers.containsKey(provider)
        ? Optional.empty()
        : Optional.of(
            "refers to no provider '"
                + provider
                + "'"
                + Nearest.hint(provider, providers.keySet()));
  }

  static Choice split(String written) {
    int slash = written.indexOf('/');
    return new Choice(written.substring(0, slash), written.substring(slash + 1));
  }
}
