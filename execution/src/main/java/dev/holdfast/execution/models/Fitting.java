package dev.holdfast.execution.models;

import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.Chain;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Options.Form;
import dev.holdfast.core.models.Options.ToolChoice;
import dev.holdfast.core.models.Question;
import java.util.HashSet;
import java.util.Set;

/// Puts a question as each model takes it. Where its words ask for a schema, a model that can be
/// held to one is, as long as it may use no tool: not every provider has both at once. Who refuses
/// that is asked in words, and from then on by this node.
final class Fitting {
  private final Question question;
  private final Chain chain;
  private final Set<ModelId> inWords;
  private final Set<ModelId> refusing = new HashSet<>();

  /// @param inWords who is asked in words by this node; grows
  Fitting(Question question, Chain chain, Set<ModelId> inWords) {
    this.question = question;
    this.chain = chain;
    this.inWords = inWords;
  }

  Question question(ModelId model) {
    return question.options().form() instanceof Form.Told(var name, var schema) && canBeHeld(model)
        ? question.with(question.options().with(new Form.Schema(name, schema)))
        : question;
  }

  private boolean canBeHeld(ModelId model) {
    boolean mayUseTools =
        !question.tools().isEmpty() && !(question.options().choice() instanceof ToolChoice.Never);
    return !mayUseTools
        && abilities(model).schema()
        && !refusing.contains(model)
        && !inWords.contains(model);
  }

  private Abilities abilities(ModelId model) {
    return chain.links().stream()
        .filter(link -> link.model().equals(model))
        .map(Chain.Link::abilities)
        .findFirst()
        .orElse(Abilities.ASSUMED);
  }

  /// Whether the model refused what was our idea, not the asker's: then it is asked in words.
  boolean isRefused(ModelId model, Question put, ModelFault fault) {
    return fault.kind() == FaultClass.INVALID_REQUEST
        && !put.equals(question)
        && refusing.add(model);
  }

  /// It answered. Only now it is known that the schema was all that it refused.
  void answered(ModelId model) {
    if (refusing.contains(model)) {
      inWords.add(model);
    }
  }
}
