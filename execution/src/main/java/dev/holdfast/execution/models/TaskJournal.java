package dev.holdfast.execution.models;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.run.RunRules;
import dev.holdfast.core.run.RunState;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Charge;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Intents;
import dev.holdfast.execution.attempt.Permission;
import dev.holdfast.execution.spans.Trail;
import dev.holdfast.execution.spend.Estimates;
import dev.holdfast.execution.spend.Reservation;
import dev.holdfast.execution.spend.Spender;
import dev.holdfast.ledger.Codec;
import java.util.List;

/// A task's attempts: each is counted by its rules and entered with its fence before it is made.
/// What it may cost is put aside of the contract's budget, and what it cost is taken instead.
public final class TaskJournal implements Journal {
  private static final Reservation.Held NOTHING = new Reservation.Held(Amount.NONE, List.of());

  private static final Codec CODEC = new Codec();

  private final Attempt attempt;
  private final Doors doors;
  private final Intents intents;
  private final String session;

  /// What covers the attempt that is under way; a task makes one after the other.
  private Reservation.Held held = NOTHING;

  private String tier = "";

  public TaskJournal(Attempt attempt, Doors doors) {
    this.attempt = attempt;
    this.doors = doors;
    this.intents = new Intents(doors);
    this.session = session(attempt, doors);
  }

  /// Public id of the session that the run belongs to; a task that stands alone has none.
  private static String session(Attempt attempt, Doors doors) {
    long run = attempt.assignment().run();
    if (run == 0) {
      return "";
    }
    return doors
        .reader()
        .row(new StreamId(Kind.RUN, run))
        .map(row -> RunRules.work((RunState) CODEC.decode(row.state())).session())
        .filter(session -> session != 0)
        .map(session -> new StreamId(Kind.SESSION, session).text())
        .orElse("");
  }

  /// Where questions of this task's payers go by now.
  List<Lowering.Low> lows() {
    return doors.purse().lows(spender());
  }

  @Override
  public Trail trail() {
    return new Trail(attempt.assignment().correlation(), "");
  }

  @Override
  public Permission before(Intent intent) throws InterruptedException {
    tier = intent.addressee();
    var model = intent.model().text();
    var estimate = Estimates.of(intent.question(), intent.model(), models());
    return switch (doors.purse().reserve(spender(), model, estimate)) {
      case Reservation.Refused(var why) -> new Permission.Denied(why);
      case Reservation.Held covered -> asked(intent, covered);
    };
  }

  private Permission asked(Intent intent, Reservation.Held covered) throws InterruptedException {
    held = covered;
    var request = Accounts.asked(intent);
    var permission = intents.ask(attempt, "model:" + intent.model(), request, covered.amount());
    if (!(permission instanceof Permission.Granted)) {
      doors.purse().release(covered);
    }
    return permission;
  }

  @Override
  public void after(StreamId effect, Made made) throws InterruptedException {
    doors.checkpoints().reached("effect-sent");
    var assignment = attempt.assignment();
    var agent = attempt.contract().agent();
    var payer = new Charge.Payer(made.model().text(), tier, agent, assignment.actor(), session);
    var bill = Accounts.bill(made, models().prices());
    Signals.billed(doors.meter(), made.model(), bill);
    var charge = doors.purse().settle(held, payer, bill);
    var settlement = Accounts.settlement(made.reply());
    intents.settle(attempt, effect, new EffectCommand.Settle(settlement, charge));
  }

  private Spender spender() {
    return new Spender(
        attempt.contract().agent(), attempt.assignment().actor(), session, attempt.run());
  }

  private ModelsPolicy models() {
    return doors.versions().now().models();
  }
}
