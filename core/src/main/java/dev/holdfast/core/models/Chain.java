package dev.holdfast.core.models;

import java.util.List;

/// The models that may answer a question, in the order in which they are asked.
///
/// @param addressee as it was written where it was asked for
public record Chain(String addressee, List<Link> links, boolean passContentPolicy) {

  public record Link(ModelId model, Abilities abilities) {}

  public static Chain of(ModelsPolicy policy, Addressee addressee) {
    var links =
        policy.chain(addressee).stream()
            .map(model -> new Link(model, policy.abilities(model)))
            .toList();
    return new Chain(addressee.text(), links, policy.passContentPolicy());
  }
}
