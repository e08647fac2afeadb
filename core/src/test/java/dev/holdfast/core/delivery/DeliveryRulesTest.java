package dev.holdfast.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.path.Policies;
import dev.holdfast.core.path.World;
import dev.holdfast.core.session.Arrival;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryRulesTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private final World world = new World(Policies.with(Policies.contract()));

  private static StreamId reply(World world, String text) {
    var request = world.ask("ada", text);
    world.tell(request.as(Kind.TASK), new TaskCommand.Lease("w", LEASE));
    world.tell(
        request.as(Kind.TASK),
        new TaskCommand.Complete(new Fence(1), World.output("\"" + text + "\""), List.of()));
    return request.as(Kind.DELIVERY);
  }

  private static void attempt(World world, StreamId delivery, int number, Sent sent) {
    world.tell(delivery, new DeliveryCommand.Attempt("courier", LEASE));
    assertThat(world.tell(delivery, new DeliveryCommand.Report(new Fence(number), sent))).isEmpty();
  }

  @Test
  void a_receipt_delivers_it() {
    var delivery = reply(world, "hi");
    attempt(world, delivery, 1, new Sent.Receipt("200"));
    assertThat(world.status(delivery)).isEqualTo("delivered");
  }

  @Test
  void attempts_are_bounded_and_the_last_failure_is_kept() {
    var delivery = reply(world, "hi");
    for (int number = 1; number <= 3; number++) {
      attempt(world, delivery, number, new Sent.Transient("busy", "503", Duration.ZERO));
      world.pass(Duration.ofMinutes(2));
      world.tell(delivery, new DeliveryCommand.Wake());
    }
    assertThat(world.status(delivery)).isEqualTo("dead");
    assertThat(((DeliveryState.Dead) world.delivery(delivery)).diagnostic().code())
        .isEqualTo("delivery-busy");
  }

  @Test
  void the_receivers_retry_after_is_honoured() {
    var delivery = reply(world, "hi");
    attempt(world, delivery, 1, new Sent.Transient("busy", "429", Duration.ofMinutes(10)));
    world.pass(Duration.ofMinutes(9));
    world.tell(delivery, new DeliveryCommand.Wake());
    assertThat(world.status(delivery)).isEqualTo("resting");
    world.pass(Duration.ofMinutes(1));
    world.tell(delivery, new DeliveryCommand.Wake());
    assertThat(world.status(delivery)).isEqualTo("ready");
  }

  @Test
  void a_permanent_error_dies_at_once() {
    var delivery = reply(world, "hi");
    attempt(world, delivery, 1, new Sent.Permanent("refused", "404"));
    assertThat(world.status(delivery)).isEqualTo("dead");
  }

  @Test
  void what_nobody_can_say_is_held_and_resolved_by_a_person() {
    var delivery = reply(world, "hi");
    attempt(world, delivery, 1, new Sent.Ambiguous("timeout", "no answer"));
    assertThat(world.status(delivery)).isEqualTo("unknown");
    world.tell(
        delivery, new DeliveryCommand.Resolve(DeliveryCommand.Resolution.DELIVERED, "they say so"));
    assertThat(world.status(delivery)).isEqualTo("delivered");
  }

  @Test
  void what_nobody_can_say_is_sent_again_where_the_receiver_is_idempotent() {
    var idempotent =
        new World(Policies.with(Policies.contract(), Arrival.QUEUE, DeliveryPolicy.Doubt.RETRY));
    var delivery = reply(idempotent, "hi");
    attempt(idempotent, delivery, 1, new Sent.Ambiguous("timeout", "no answer"));
    assertThat(idempotent.status(delivery)).isEqualTo("resting");
  }

  @Test
  void a_sender_that_vanished_leaves_an_unknown_and_its_late_report_changes_nothing() {
    var delivery = reply(world, "hi");
    world.tell(delivery, new DeliveryCommand.Attempt("courier", LEASE));
    world.pass(LEASE);
    world.tell(delivery, new DeliveryCommand.Wake());
    assertThat(world.status(delivery)).isEqualTo("unknown");
    assertThat(
            world.tell(delivery, new DeliveryCommand.Report(new Fence(1), new Sent.Receipt("200"))))
        .map(Refusal::reason)
        .contains(Refusal.Reason.STALE_FENCE);
  }

  @Test
  void what_is_too_old_is_not_sent() {
    var delivery = reply(world, "hi");
    world.pass(Duration.ofHours(2));
    world.tell(delivery, new DeliveryCommand.Wake());
    assertThat(world.status(delivery)).isEqualTo("expired");
  }

  @Test
  void a_person_may_try_a_dead_one_again_with_a_new_age() {
    var delivery = reply(world, "hi");
    attempt(world, delivery, 1, new Sent.Permanent("refused", "404"));
    world.pass(Duration.ofDays(1));
    world.tell(delivery, new DeliveryCommand.Retry("mended"));
    world.tell(delivery, new DeliveryCommand.Wake());
    attempt(world, delivery, 2, new Sent.Receipt("200"));
    assertThat(world.status(delivery)).isEqualTo("delivered");
  }

  @Test
  void replies_of_a_session_go_out_in_order() {
    var first = reply(world, "one");
    var second = reply(world, "two");
    assertThat(world.status(second)).isEqualTo("blocked");
    attempt(world, first, 1, new Sent.Transient("busy", "503", Duration.ZERO));
    assertThat(world.status(second)).isEqualTo("blocked");
    world.pass(Duration.ofMinutes(2));
    world.tell(first, new DeliveryCommand.Wake());
    attempt(world, first, 2, new Sent.Receipt("200"));
    assertThat(world.status(second)).isEqualTo("ready");
  }

  @Test
  void a_receiver_that_is_gone_disables_its_channel() {
    attempt(world, reply(world, "hi"), 1, new Sent.Gone("410"));
    assertThat(world.status(StreamId.named(Kind.CHANNEL, "support"))).isEqualTo("disabled");
  }
}
