package dev.holdfast.core.models;

import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.core.spend.PriceTable;
import java.util.List;
import java.util.Map;

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
    List<BudgetTerms> budgets,
    PriceTable prices) {}
