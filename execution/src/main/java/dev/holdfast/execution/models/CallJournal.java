package dev.holdfast.execution.models;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.effect.Use;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.spend.Bill;
import dev.holdfast.core.spend.Charge;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Permission;
import dev.holdfast.execution.spans.Trail;
import dev.holdfast.execution.spend.Estimates;
import dev.holdfast.execution.spend.Receipts;
import dev.holdfast.execution.spend.Reservation;
import dev.holdfast.execution.spend.Spender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// The attempts at one caller's question. Each is covered by the budgets' blocks before it is made,
/// and entered when it has ended, also if it was cut. For one thread.
final class CallJournal implements Journal {
  private static final Open NOTHING =
      new Open(StreamId.named(Kind.EFFECT, ""), Instant.EPOCH, List.of());

  private final Calls.Caller caller;
  private final Doors doors;
  private final Receipts receipts;
  private final InstantSource clock;
  private Open open = NOTHING;
  private long cost;
  private Duration untilEnough = Duration.ZERO;

  CallJournal(Calls.Caller caller, Doors doors, Receipts receipts, InstantSource clock) {
    this.caller = caller;
    this.doors = doors;
    this.receipts = receipts;
    this.clock = clock;
  }

  /// An attempt that is made.
  private record Open(StreamId effect, Instant began, List<Covered> one) {}

  private record Covered(Intent intent, Reservation.Held held) {}

  /// The attempt that is made just now.
  Intent underWay() {
    return open.one().getFirst().intent();
  }

  /// Of all attempts that have ended, in micro-units.
  long cost() {
    return cost;
  }

  /// Until the budgets that have refused the question begin a window with enough for it; zero where
  /// none has refused it, or none ever has enough.
  Duration untilEnough() {
    return untilEnough;
  }

  /// Where the caller's questions go by now.
  List<Lowering.Low> lows() {
    return doors.purse().lows(spender());
  }

  @Override
  public Trail trail() {
    return new Trail(caller.correlation(), caller.traceparent());
  }

  @Override
  public Permission before(Intent intent) throws InterruptedException {
    var model = intent.model().text();
    var estimate = Estimates.of(intent.question(), intent.model(), models());
    return switch (doors.purse().reserve(spender(), model, estimate)) {
      case Reservation.Refused(var why) -> {
        untilEnough = doors.purse().untilEnough(spender(), estimate, clock.instant());
        yield new Permission.Denied(why);
      }
      case Reservation.Held held -> {
        var effect = new StreamId(Kind.EFFECT, doors.desk().nextKey());
        open = new Open(effect, clock.instant(), List.of(new Covered(intent, held)));
        yield new Permission.Granted(effect);
      }
    };
  }

  @Override
  public void after(StreamId effect, Made made) throws InterruptedException {
    var bill = Accounts.bill(made, models().prices());
    cost += bill.cost();
    Signals.billed(doors.meter(), made.model(), bill);
    end(Accounts.settlement(made.reply()), bill);
  }

  /// Enters the attempt that has not ended, if there is one: the caller has hung up, or something
  /// has failed that nobody knows. Nobody knows what it cost, either.
  void over() throws InterruptedException {
    if (!open.one().isEmpty()) {
      var cut = Bill.of(Usage.NONE, underWay().model().text(), models().prices()).doubted();
      // What was asked must be on record, whoever has hung up: the wait for room is not cut short.
      boolean interrupted = Thread.interrupted();
      end(new Settlement.Doubt("cut: the caller has hung up, or the server stops"), cut);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void end(Settlement settlement, Bill bill) throws InterruptedException {
    var ended = open;
    open = NOTHING;
    var intent = ended.one().getFirst().intent();
    var payer =
        new Charge.Payer(intent.model().text(), intent.addressee(), "", caller.actor(), subject());
    var charge = doors.purse().settle(ended.one().getFirst().held(), payer, bill);
    var use =
        new Use(0, 0, 0, "model:" + intent.model(), Accounts.asked(intent), caller.correlation());
    receipts.enter(
        ended.effect(), new EffectCommand.Report(use, ended.began(), settlement, charge));
  }

  private Spender spender() {
    return new Spender("", caller.actor(), subject(), "");
  }

  /// A name that a caller gives is that caller's: it bears no session of anybody else.
  private String subject() {
    return caller.session().isEmpty() ? "" : caller.actor() + "/" + caller.session();
  }

  private ModelsPolicy models() {
    return doors.versions().now().models();
  }
}
