package dev.holdfast.execution.viability;

import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.CheckTerms;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Fitness;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.execution.PlainDesk;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.models.Calls;
import dev.holdfast.execution.models.Models;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.execution.spend.Receipts;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Meter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The real examiners with the real broker, a desk that decides by the real rules, and whatever
/// providers a test has.
final class Classroom implements AutoCloseable {
  final Settings settings = new Settings().judging(Classroom::violations);
  final PlainDesk desk = new PlainDesk(settings);
  final Map<ModelId, Abilities> declared = new HashMap<>();
  final Map<String, List<ModelId>> tiers = new HashMap<>();
  final Models models;
  final Calls calls;
  CheckTerms checks = new CheckTerms(CheckTerms.Begins.WHEN_ASKED, Duration.ofHours(24), 8_000);
  Study.Allowance allowance = Study.Allowance.USUAL;
  private final Map<String, ProviderSpec> providers;
  private final Doors doors;
  private final Receipts receipts;
  private Examiners examiners;

  /// @param port of the providers' servers, the only one that may be called
  Classroom(Map<String, ProviderSpec> providers, int port) {
    this.providers = providers;
    tell();
    var outbound = new Outbound(new Egress(List.of("127.0.0.1:" + port), Resolver.SYSTEM));
    doors =
        new Doors(
            desk, desk.reader(), desk.bulletin(), settings, outbound, Checkpoints.NONE, Meter.NONE);
    var secrets = new Secrets(Path.of("."), Map.of(), new Redaction());
    models = new Models(this::workspace, secrets, doors, InstantSource.system());
    receipts = new Receipts(desk, "node", Meter.NONE).start();
    calls = new Calls(models, doors, receipts, InstantSource.system());
    examiners = examiners();
  }

  private Examiners examiners() {
    return Examiners.start("node", new Study(this::workspace, doors, models, calls, allowance));
  }

  /// The examiners go and others come, under what is allowed by now.
  void restart() throws InterruptedException {
    examiners.stop(Duration.ZERO);
    examiners = examiners();
  }

  private static List<Finding> violations(Json schema, Json value) {
    try {
      var tree = JsonMapper.shared().readTree(value.text());
      var missing = tree.isObject() && tree.has("harbour") ? "" : "harbour is missing";
      return missing.isEmpty() ? List.of() : List.of(new Finding("", missing));
    } catch (JacksonException _) {
      return List.of(new Finding("", "is no JSON"));
    }
  }

  /// The workspace says what it is to say by now.
  void tell() {
    var none = ModelsPolicy.NONE;
    settings.models(
        new ModelsPolicy(
            Map.copyOf(tiers),
            none.classes(),
            Map.copyOf(declared),
            false,
            none.cooling(),
            List.of(),
            none.prices(),
            checks));
  }

  private Workspace workspace() {
    return new Workspace(
        "acme",
        new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data"),
        List.of(),
        Map.of(),
        providers,
        Map.of(),
        settings.now());
  }

  void want(ModelId model) {
    desk.order(ViabilityRules.id(model), new ViabilityCommand.Want(model, "ada", "asked for"));
  }

  ViabilityState.Examined examined(ModelId model) throws InterruptedException {
    want(model);
    return awaitExamined(model);
  }

  ViabilityState.Examined awaitExamined(ModelId model) throws InterruptedException {
    var id = ViabilityRules.id(model);
    var examined = desk.await(id, state -> state instanceof ViabilityState.Examined);
    // What is committed has also been told once the desk is free again.
    if (desk.orders().isEmpty()) {
      throw new AssertionError("nothing was ordered");
    }
    return (ViabilityState.Examined) examined;
  }

  Examination found(ModelId model) throws InterruptedException {
    return examined(model).last().found();
  }

  /// What counts of a model by now.
  Abilities abilities(ModelId model) {
    var declared = settings.now().models().abilities(model);
    return Fitness.abilities(declared, models.found(model).found());
  }

  static List<Aspect> failed(Examination found) {
    return found.failed().stream().map(trait -> trait.aspect()).toList();
  }

  @Override
  public void close() throws InterruptedException {
    examiners.stop(Duration.ZERO);
    receipts.stop(Duration.ofSeconds(5));
  }
}
