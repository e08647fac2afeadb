package dev.holdfast.execution.models;

import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Question;
import dev.holdfast.execution.attempt.Deadline;

/// A question, whom it is put to, and until when an answer is of use.
///
/// @param taskClass how patiently; its total is the most that all attempts may take together
/// @param deadline of whoever asks; ends it earlier
/// @param because why this one is asked and not the one who would be asked otherwise, empty for no
///   reason
/// @param policy of the version that the asker is pinned to
public record Asking(
    Addressee to,
    String taskClass,
    Question question,
    Deadline deadline,
    String because,
    ModelsPolicy policy) {

  Asking with(Question other) {
    return new Asking(to, taskClass, other, deadline, because, policy);
  }
}
