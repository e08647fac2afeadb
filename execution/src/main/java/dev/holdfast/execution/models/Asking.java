package dev.holdfast.execution.models;

import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Question;
import dev.holdfast.execution.attempt.Deadline;

/// A question, whom it is put to, and until when an answer is of use.
///
/// @param taskClass how patiently; its total is the most that all attempts may take together
/// @param deadline of whoever asks; ends it earlier
/// @param why it is asked
/// @param policy of the version that the asker is pinned to
public record Asking(
    Addressee to,
    String taskClass,
    Question question,
    Deadline deadline,
    Grounds why,
    ModelsPolicy policy,
    Trust trust) {

  /// What is believed of the models.
  public enum Trust {
    /// What was found of them, before what is declared.
    FOUND,
    /// Whatever it takes: who examines a model must be able to ask it what it is said not to be
    /// able to do.
    ANYTHING
  }

  public Asking(
      Addressee to,
      String taskClass,
      Question question,
      Deadline deadline,
      Grounds why,
      ModelsPolicy policy) {
    this(to, taskClass, question, deadline, why, policy, Trust.FOUND);
  }

  Asking with(Question other) {
    return new Asking(to, taskClass, other, deadline, why, policy, trust);
  }
}
