package dev.holdfast.execution.models;

import dev.holdfast.core.StreamId;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Question;
import dev.holdfast.execution.attempt.Permission;
import dev.holdfast.execution.spans.Trail;

/// Where every attempt is on record: that it will be made, and how it ended. Whoever asks brings
/// its own: a task has each attempt counted and entered before it is made.
public interface Journal {
  /// @param addressee as it was asked for
  /// @param number of this attempt at the question, from one
  /// @param why it is asked, and how
  record Intent(ModelId model, Question question, String addressee, int number, Grounds why) {}

  /// Where its attempts belong, for those who follow traces.
  Trail trail();

  /// Before the first byte leaves.
  Permission before(Intent intent) throws InterruptedException;

  /// @param effect that was granted
  void after(StreamId effect, Made made) throws InterruptedException;
}
