package dev.holdfast.control.workspace;

import dev.holdfast.control.workspace.Node.Mark;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.CheckTerms;
import dev.holdfast.core.models.CheckTerms.Begins;
import dev.holdfast.core.models.CooldownTerms;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.TaskClass;
import dev.holdfast.core.spend.PriceTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `models.tiers`, `models.classes` and `models.abilities`: in which order models are asked, how
/// patiently, and what they can do.
final class TierReading {
  private static final int MODELS_MAX = 8;
  private static final Duration PATIENCE_MAX = Duration.ofHours(2);
  private static final long TOKENS_MAX = 100_000_000;
  private static final Duration VALID_MIN = Duration.ofMinutes(1);
  private static final Duration VALID_MAX = Duration.ofDays(90);
  private static final int CHECKED_MIN = 500;
  private static final int CHECKED_MAX = 200_000;

  private final Section models;
  private final Collection<String> providers;
  private final Findings findings;

  TierReading(Section models, Collection<String> providers, Findings findings) {
    this.models = models;
    this.providers = providers;
    this.findings = findings;
  }

  private enum ContentPolicy {
    STOP,
    NEXT
  }

  ModelsPolicy read() {
    var tiers = new LinkedHashMap<String, List<ModelId>>();
    models.named("tiers").forEach(tier -> tiers.put(tier.key(), tier(tier)));
    return new ModelsPolicy(
        Map.copyOf(tiers),
        classes(tiers.keySet()),
        abilities(),
        models.choice("contentPolicy", ContentPolicy.STOP) == ContentPolicy.NEXT,
        cooling(),
        List.of(),
        PriceTable.NONE,
        checks());
  }

  private CheckTerms checks() {
    var section = models.section("checks", Shape.CHECKS);
    var usual = CheckTerms.USUAL;
    var valid = section.duration("valid", usual.valid());
    if (valid.compareTo(VALID_MIN) < 0 || valid.compareTo(VALID_MAX) > 0) {
      section.error("valid", "must be at least 1m and at most 90d");
    }
    return new CheckTerms(
        section.truth("automatic", usual.begins() == Begins.BY_ITSELF)
            ? Begins.BY_ITSELF
            : Begins.WHEN_ASKED,
        valid,
        section.number("window", CHECKED_MIN, CHECKED_MAX, usual.window()));
  }

  private List<ModelId> tier(Node.Member tier) {
    var path = models.path("tiers") + "." + tier.key();
    if (!(tier.value() instanceof Node.Sequence(var items, _)) || items.isEmpty()) {
      findings.error(
          tier.mark(), path, "must be a list with at least one model like provider/name");
      return List.of();
    }
    if (items.size() > MODELS_MAX) {
      findings.error(tier.mark(), path, "must not have more than " + MODELS_MAX + " models");
    }
    var chain = new ArrayList<ModelId>();
    for (var item : items) {
      var written = item instanceof Node.Scalar scalar ? scalar.text() : "";
      model(written, item.mark(), path)
          .ifPresent(id -> {
            if (chain.contains(id)) {
              findings.error(item.mark(), path, "has the model '" + id + "' twice");
            }
            chain.add(id);
          });
    }
    return List.copyOf(chain);
  }

  private Optional<ModelId> model(String written, Mark mark, String path) {
    return switch (Called.of(written, providers)) {
      case Called.Model(var id) -> Optional.of(id);
      case Called.Nobody(var why) -> {
        findings.error(mark, path, why);
        yield Optional.empty();
      }
    };
  }

  private Map<String, TaskClass> classes(Collection<String> tiers) {
    var classes = new LinkedHashMap<>(TaskClass.BUILT_IN);
    for (var member : models.named("classes")) {
      var path = models.path("classes") + "." + member.key();
      var section = Section.open(member.value(), path, Shape.CLASS, findings);
      classes.put(member.key(), taskClass(section, ModelsPolicy.NONE.work(member.key()), tiers));
    }
    return Map.copyOf(classes);
  }

  private static TaskClass taskClass(
      Section section, TaskClass otherwise, Collection<String> tiers) {
    var tier = section.text("tier", "");
    if (!tier.isEmpty()) {
      Known.refers(section, "tier", tier, "tier", tiers);
    }
    var usual = otherwise.patience();
    var patience =
        new Patience(
            wait(section, "connect", usual.connect()),
            wait(section, "first", usual.first()),
            wait(section, "idle", usual.idle()),
            wait(section, "total", usual.total()));
    return new TaskClass(tier, patience);
  }

  private CooldownTerms cooling() {
    var section = models.section("cooling", Shape.COOLING);
    var first = wait(section, "first", CooldownTerms.USUAL.first());
    var cap = wait(section, "cap", CooldownTerms.USUAL.cap());
    if (cap.compareTo(first) < 0) {
      section.error("cap", "must not be below first");
    }
    return new CooldownTerms(first, cap);
  }

  private static Duration wait(Section section, String key, Duration otherwise) {
    var wait = section.duration(key, otherwise);
    if (wait.isZero() || wait.compareTo(PATIENCE_MAX) > 0) {
      section.error(key, "must be longer than zero and at most 2h");
    }
    return wait;
  }

  /// The keys are models, which no name may look like; so they are not read as names.
  private Map<ModelId, Abilities> abilities() {
    var abilities = new LinkedHashMap<ModelId, Abilities>();
    for (var member : models.members("abilities")) {
      var path = models.path("abilities") + "." + member.key();
      var section = Section.open(member.value(), path, Shape.ABILITIES, findings);
      model(member.key(), member.mark(), path)
          .ifPresent(id -> abilities.put(id, abilities(section)));
    }
    return Map.copyOf(abilities);
  }

  private static Abilities abilities(Section section) {
    var assumed = Abilities.ASSUMED;
    return new Abilities(
        section.number("window", 1, TOKENS_MAX, assumed.window()),
        section.number("answerMax", 1, TOKENS_MAX, assumed.answerMax()),
        section.truth("tools", assumed.tools()),
        section.truth("schema", assumed.schema()),
        section.truth("images", assumed.images()),
        section.truth("prefill", assumed.prefill()));
  }
}
