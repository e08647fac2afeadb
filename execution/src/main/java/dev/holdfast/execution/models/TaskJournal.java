package dev.holdfast.execution.models;

import dev.holdfast.core.StreamId;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Intents;
import dev.holdfast.execution.attempt.Permission;

/// A task's attempts: each is counted by its rules and entered with its fence before it is made.
public final class TaskJournal implements Journal {
  private final Attempt attempt;
  private final Doors doors;
  private final Intents intents;

  public TaskJournal(Attempt attempt, Doors doors) {
    this.attempt = attempt;
    this.doors = doors;
    this.intents = new Intents(doors);
  }

  @Override
  public Permission before(Intent intent) throws InterruptedException {
    return intents.ask(attempt, "model:" + intent.model(), Accounts.asked(intent));
  }

  @Override
  public void after(StreamId effect, Made made) throws InterruptedException {
    doors.checkpoints().reached("effect-sent");
    intents.settle(attempt, effect, Accounts.settlement(made.reply()));
  }
}
