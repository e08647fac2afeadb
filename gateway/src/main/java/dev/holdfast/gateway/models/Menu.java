package dev.holdfast.gateway.models;

import dev.holdfast.control.workspace.Nearest;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// What can be asked: the tiers, the classes that a tier serves, and the models that the workspace
/// names. A model that it does not name has neither price nor judgement, and is not to be had.
final class Menu {
  private final Versions<Policy> policy;

  Menu(Versions<Policy> policy) {
    this.policy = policy;
  }

  /// @param kind `tier`, `class` or `model`
  /// @param owner OpenAI's `owned_by`
  record Dish(String kind, String owner, List<ModelId> models) {}

  /// By the names that requests use.
  Map<String, Dish> dishes() {
    var models = policy.now().models();
    var dishes = new LinkedHashMap<String, Dish>();
    for (var tier : new TreeSet<>(models.tiers().keySet())) {
      add(dishes, tier, new Dish("tier", "holdfast", models.chain(new Addressee.Tier(tier))));
    }
    for (var work : new TreeSet<>(models.classes().keySet())) {
      add(dishes, work, new Dish("class", "holdfast", models.chain(new Addressee.Work(work))));
    }
    for (var model : named(models)) {
      add(dishes, model.text(), new Dish("model", model.provider(), List.of(model)));
    }
    return dishes;
  }

  private static void add(Map<String, Dish> dishes, String name, Dish dish) {
    if (!dish.models().isEmpty()) {
      dishes.putIfAbsent(name, dish);
    }
  }

  private static List<ModelId> named(ModelsPolicy models) {
    var named = new TreeSet<String>();
    models.tiers().values().forEach(chain -> chain.forEach(model -> named.add(model.text())));
    models.abilities().keySet().forEach(model -> named.add(model.text()));
    named.addAll(models.prices().prices().keySet());
    var all = new ArrayList<ModelId>();
    for (var text : named) {
      if (models.addressee(text).orElse(null) instanceof Addressee.One(var model)) {
        all.add(model);
      }
    }
    return all;
  }

  /// Whom a name means; empty where it means nobody who can be asked.
  Optional<Addressee> find(String name) {
    var models = policy.now().models();
    return models
        .addressee(name)
        .filter(addressee ->
            switch (addressee) {
              case Addressee.Tier _, Addressee.Work _ -> !models.chain(addressee).isEmpty();
              case Addressee.One _ -> dishes().containsKey(name);
            });
  }

  boolean isClass(String name) {
    return policy.now().models().classes().containsKey(name);
  }

  /// What somebody probably meant.
  String hint(String name) {
    return Nearest.hint(name, dishes().keySet());
  }

  String classHint(String name) {
    return Nearest.hint(name, policy.now().models().classes().keySet());
  }
}
