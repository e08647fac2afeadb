package dev.holdfast.control.desk;

import dev.holdfast.core.Command;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Output;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.path.Policies;
import dev.holdfast.core.path.World;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.util.List;

/// A desk over a ledger, and the few things that tests say to it.
final class Desks implements AutoCloseable {
  static final Versions<Policy> POLICY = only(Policies.with(Policies.contract()));
  private static final Origin ADA = new Origin("ada", "c1");

  private final Bulletin bulletin = new Bulletin();
  private final LedgerDesk desk;

  Desks(Ledger ledger, Alarm alarm) {
    this.desk = new LedgerDesk(ledger, POLICY, bulletin, alarm).start();
  }

  static Versions<Policy> only(Policy policy) {
    return new Versions<>() {
      @Override
      public int current() {
        return 1;
      }

      @Override
      public Policy at(int version) {
        return policy;
      }
    };
  }

  Bulletin bulletin() {
    return bulletin;
  }

  LedgerDesk desk() {
    return desk;
  }

  StreamId request() {
    return new StreamId(Kind.REQUEST, desk.nextKey());
  }

  Answer ask(StreamId id, String actor, CommandKey key) throws InterruptedException {
    var accept = new RequestCommand.Accept(World.inbound(actor, "hello"));
    return desk.submit(new Submission.Given(ADA, List.of(new Order(id, accept)), key));
  }

  Answer tell(StreamId id, Command command) throws InterruptedException {
    return desk.submit(Submission.of(ADA, new Order(id, command)));
  }

  Answer claim(int max) throws InterruptedException {
    var claimant =
        new Submission.Claimant(Kind.TASK, "routine", Hands.WORKER, "w1", Duration.ofSeconds(30));
    return desk.submit(new Submission.Claim(ADA, claimant, max));
  }

  static Output output() {
    return new Output(new Json("\"hi\""), "sha-of-hi");
  }

  @Override
  public void close() {
    try {
      desk.stop();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("the desk did not stop", interrupted);
    }
  }
}
