package dev.holdfast.core.models;

import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.core.spend.PriceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the workspace tells the rules of models.
///
/// @param tiers each tier's models in the order in which they are tried
/// @param classes by name; the built-in ones are always among them
/// @param abilities of the models of which the workspace says something
/// @param passContentPolicy whether a question that one model withholds an answer to is put to the
///   next
public record ModelsPolicy(
    Map<String, List<ModelId>> tiers,
    Map<String, TaskClass> classes,
    Map<ModelId, Abilities> abilities,
    boolean passContentPolicy,
    CooldownTerms cooling,
    List<BudgetTerms> budgets,
    PriceTable prices,
    CheckTerms checks) {

  /// With models examined as usual.
  public ModelsPolicy(
      Map<String, List<ModelId>> tiers,
      Map<String, TaskClass> classes,
      Map<ModelId, Abilities> abilities,
      boolean passContentPolicy,
      CooldownTerms cooling,
      List<BudgetTerms> budgets,
      PriceTable prices) {
    this(tiers, classes, abilities, passContentPolicy, cooling, budgets, prices, CheckTerms.USUAL);
  }

  /// Of a workspace that says nothing of models.
  public static final ModelsPolicy NONE =
      new ModelsPolicy(
          Map.of(),
          TaskClass.BUILT_IN,
          Map.of(),
          false,
          CooldownTerms.USUAL,
          List.of(),
          PriceTable.NONE);

  /// The models that are asked, in their order; empty where there is no such tier or class.
  public List<ModelId> chain(Addressee addressee) {
    return switch (addressee) {
      case Addressee.One(var model) -> List.of(model);
      case Addressee.Tier(var name) -> tiers.getOrDefault(name, List.of());
      case Addressee.Work(var name) ->
          classes.containsKey(name) ? tiers.getOrDefault(work(name).tier(), List.of()) : List.of();
    };
  }

  /// The addressee that a written name means; a tier before a class of the same name. Empty where
  /// it means none.
  public Optional<Addressee> addressee(String written) {
    if (tiers.containsKey(written)) {
      return Optional.of(new Addressee.Tier(written));
    }
    if (classes.containsKey(written)) {
      return Optional.of(new Addressee.Work(written));
    }
    int slash = written.indexOf('/');
    return slash < 1 || slash == written.length() - 1
        ? Optional.empty()
        : Optional.of(
            new Addressee.One(
                new ModelId(written.substring(0, slash), written.substring(slash + 1))));
  }

  /// A class that nobody knows has the usual one's patience.
  public TaskClass work(String taskClass) {
    var usual = TaskClass.BUILT_IN.get(TaskClass.USUAL);
    if (usual == null) {
      throw new IllegalStateException("the usual class is built in");
    }
    return classes.getOrDefault(taskClass, usual);
  }

  public Abilities abilities(ModelId model) {
    return abilities.getOrDefault(model, Abilities.ASSUMED);
  }
}
