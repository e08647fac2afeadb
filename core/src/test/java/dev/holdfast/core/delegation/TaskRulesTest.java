package dev.holdfast.core.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.path.Policies;
import dev.holdfast.core.path.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskRulesTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private final World world = new World(Policies.with(Policies.contract()));
  private final StreamId request = world.ask("ada", "hello");
  private final StreamId task = request.as(Kind.TASK);

  private Fence lease() {
    assertThat(world.tell(task, new TaskCommand.Lease("w1", LEASE))).isEmpty();
    return ((TaskState.Leased) world.task(task)).lease().fence();
  }

  private void complete(Fence fence, String output) {
    assertThat(world.tell(task, new TaskCommand.Complete(fence, World.output(output), List.of())))
        .isEmpty();
  }

  @Test
  void an_accepted_result_completes_its_run_and_is_said_once() {
    complete(lease(), "\"hi\"");
    assertThat(world.status(task)).isEqualTo("accepted");
    assertThat(world.status(request.as(Kind.RUN))).isEqualTo("completed");
    assertThat(world.status(request)).isEqualTo("replied");
    assertThat(world.status(request.as(Kind.DELIVERY))).isEqualTo("ready");
  }

  @Test
  void an_attempt_is_counted_when_it_is_leased() {
    lease();
    assertThat(Tasks.progress(world.task(task)).attempts()).isEqualTo(1);
  }

  @Test
  void what_a_holder_says_is_kept_until_it_says_something_else() {
    var fence = lease();
    say(fence, "\"half\"", "{\"tokens\":7}");
    say(fence, "null", "null");
    assertThat(Tasks.progress(world.task(task)).said().text()).isEqualTo("\"half\"");
    say(fence, "0.9", "null");
    assertThat(Tasks.progress(world.task(task)).said().text()).isEqualTo("0.9");
    assertThat(Tasks.progress(world.task(task)).usage().text()).isEqualTo("{\"tokens\":7}");
  }

  @Test
  void the_next_holder_has_said_nothing_yet() {
    say(lease(), "0.9", "{\"tokens\":7}");
    world.pass(LEASE.multipliedBy(2));
    world.tell(task, new TaskCommand.Wake());
    lease();
    assertThat(Tasks.progress(world.task(task)).said()).isEqualTo(Json.NULL);
    assertThat(Tasks.progress(world.task(task)).usage()).isEqualTo(Json.NULL);
  }

  private void say(Fence fence, String progress, String usage) {
    var beat = new TaskCommand.Heartbeat(fence, LEASE, new Json(progress), new Json(usage));
    assertThat(world.tell(task, beat)).isEmpty();
  }

  @Test
  void what_the_gate_sends_back_is_counted() {
    complete(lease(), "\"invalid\"");
    assertThat(Tasks.progress(world.task(task)).reworks()).isEqualTo(new Reworks(1));
    lease();
    assertThat(Tasks.progress(world.task(task)).reworks()).isEqualTo(new Reworks(1));
  }

  @Test
  void an_attempt_that_failed_was_not_sent_back() {
    var fault = new Fault("broken", "it broke", Fault.Retry.WORTHWHILE);
    world.tell(task, new TaskCommand.Fail(lease(), fault));
    world.pass(Duration.ofMinutes(2));
    world.tell(task, new TaskCommand.Wake());
    lease();
    assertThat(Tasks.progress(world.task(task)).attempts()).isEqualTo(2);
    assertThat(Tasks.progress(world.task(task)).reworks()).isEqualTo(Reworks.NONE);
  }

  @Test
  void a_stale_fence_changes_nothing() {
    var first = lease();
    world.pass(LEASE);
    world.tell(task, new TaskCommand.Wake());
    lease();
    var before = world.task(task);
    var refused =
        world.tell(task, new TaskCommand.Complete(first, World.output("\"late\""), List.of()));
    assertThat(refused).map(Refusal::reason).contains(Refusal.Reason.STALE_FENCE);
    assertThat(world.task(task)).isEqualTo(before);
  }

  @Test
  void a_result_after_the_deadline_changes_nothing() {
    var fence = lease();
    world.pass(Duration.ofMinutes(2));
    var refused =
        world.tell(task, new TaskCommand.Complete(fence, World.output("\"late\""), List.of()));
    assertThat(refused).map(Refusal::diagnostic).map(d -> d.code()).contains("deadline-passed");
  }

  @Test
  void the_wait_in_the_queue_is_not_execution() {
    world.pass(Duration.ofHours(3));
    world.tell(task, new TaskCommand.Wake());
    lease();
    assertThat(((TaskState.Leased) world.task(task)).deadline())
        .isEqualTo(world.now().plus(Duration.ofMinutes(1)));
  }

  @Test
  void the_time_that_a_dead_holder_was_away_is_not_execution() {
    lease();
    world.pass(Duration.ofHours(5));
    world.tell(task, new TaskCommand.Wake());
    assertThat(world.status(task)).isEqualTo("offered");
    assertThat(Tasks.progress(world.task(task)).spent()).isEqualTo(LEASE);
  }

  @Test
  void an_invalid_result_goes_back_with_the_findings_and_is_withheld_when_attempts_are_used_up() {
    complete(lease(), "\"invalid\"");
    assertThat(world.status(task)).isEqualTo("offered");
    assertThat(Tasks.progress(world.task(task)).feedback())
        .extracting(Object::toString)
        .containsExactly("$: is not valid");
    complete(lease(), "\"invalid\"");
    assertThat(world.status(task)).isEqualTo("escalated");
    assertThat(world.status(request)).isEqualTo("failed");
    assertThat(world.delivery(request)).isInstanceOf(DeliveryState.Ready.class);
  }

  @Test
  void a_failed_check_is_named_in_the_verdict() {
    complete(lease(), "\"odd\"");
    assertThat(Tasks.progress(world.task(task)).feedback())
        .extracting(Object::toString)
        .containsExactly("check plausible: does not hold: output is not odd");
  }

  @Test
  void who_leaves_its_scope_is_not_asked_again() {
    var evidence = List.of(new Evidence("tool", "rm", "", "removed"));
    var complete = new TaskCommand.Complete(lease(), World.output("\"hi\""), evidence);
    world.tell(task, complete);
    assertThat(world.status(task)).isEqualTo("escalated");
    assertThat(Tasks.progress(world.task(task)).attempts()).isEqualTo(1);
  }

  @Test
  void a_failure_that_is_useless_to_repeat_ends_it_at_once() {
    world.tell(
        task, new TaskCommand.Fail(lease(), new Fault("broken", "it broke", Fault.Retry.USELESS)));
    assertThat(world.status(task)).isEqualTo("failed");
    assertThat(Tasks.progress(world.task(task)).attempts()).isEqualTo(1);
  }

  @Test
  void a_retryable_failure_rests_and_the_last_one_alerts() {
    var fault = new Fault("broken", "it broke", Fault.Retry.WORTHWHILE);
    world.tell(task, new TaskCommand.Fail(lease(), fault));
    assertThat(world.status(task)).isEqualTo("resting");
    world.pass(Duration.ofMinutes(2));
    world.tell(task, new TaskCommand.Wake());
    world.tell(task, new TaskCommand.Fail(lease(), fault));
    assertThat(world.status(task)).isEqualTo("escalated");
    assertThat(world.status(new StreamId(Kind.DELIVERY, task.key() + 1))).isEqualTo("ready");
    assertThat(world.all(Kind.DELIVERY)).hasSize(2);
  }

  @Test
  void calls_are_counted_before_they_are_made_and_bounded() {
    var fence = lease();
    for (int i = 0; i < 3; i++) {
      world.tell(task, new TaskCommand.Call(fence, world.nextKey(), "http.get", Json.EMPTY));
    }
    assertThat(world.all(Kind.EFFECT))
        .extracting(world::status)
        .containsExactly("intended", "intended", "refused");
  }

  @Test
  void a_tool_that_is_not_allowed_is_refused_and_recorded() {
    world.tell(task, new TaskCommand.Call(lease(), world.nextKey(), "pay", Json.EMPTY));
    assertThat(world.all(Kind.EFFECT)).extracting(world::status).containsExactly("refused");
  }

  @Test
  void a_child_is_carved_out_of_its_parent() {
    long child = world.nextKey();
    world.tell(task, new TaskCommand.Delegate(lease(), child, "child", Json.EMPTY));
    var state = (TaskState.Offered) world.state(new StreamId(Kind.TASK, child));
    var contract = ((Terms.Written) state.assignment().terms()).contract();
    assertThat(contract.allow()).containsExactly("http.get");
    assertThat(contract.budget().time()).isEqualTo(Duration.ofMinutes(1));
    assertThat(contract.budget().toolCalls()).isEqualTo(1);
    assertThat(contract.budget().depth()).isZero();
    assertThat(contract.budget().money()).isZero();
  }

  @Test
  void the_end_of_a_parent_is_the_end_of_its_children() {
    long child = world.nextKey();
    var fence = lease();
    world.tell(task, new TaskCommand.Delegate(fence, child, "child", Json.EMPTY));
    complete(fence, "\"hi\"");
    assertThat(world.status(new StreamId(Kind.TASK, child))).isEqualTo("cancelled");
  }

  @Test
  void a_childs_result_is_consumed_once() {
    var child = new StreamId(Kind.TASK, world.nextKey());
    var fence = lease();
    world.tell(task, new TaskCommand.Delegate(fence, child.key(), "child", Json.EMPTY));
    world.tell(child, new TaskCommand.Lease("w2", LEASE));
    world.tell(child, new TaskCommand.Complete(new Fence(1), World.output("\"found\""), List.of()));
    assertThat(world.status(child)).isEqualTo("accepted-produced");
    world.tell(child, new TaskCommand.Consume(task.key()));
    world.tell(child, new TaskCommand.Consume(task.key()));
    assertThat(world.status(child)).isEqualTo("accepted-consumed");
    assertThat(world.count(TaskEvent.Consumed.class)).isEqualTo(1);
  }

  @Test
  void cancelling_ends_it_and_a_late_result_changes_nothing() {
    var fence = lease();
    world.tell(request.as(Kind.RUN), new dev.holdfast.core.run.RunCommand.Cancel("not wanted"));
    assertThat(world.status(task)).isEqualTo("cancelled");
    assertThat(world.status(request)).isEqualTo("cancelled");
    assertThat(world.tell(task, new TaskCommand.Complete(fence, World.output("\"x\""), List.of())))
        .map(Refusal::reason)
        .contains(Refusal.Reason.STALE_FENCE);
  }

  @Test
  void nobody_takes_it_up_and_it_expires_visibly() {
    world.pass(Duration.ofDays(2));
    world.tell(task, new TaskCommand.Wake());
    assertThat(world.status(task)).isEqualTo("escalated");
    assertThat(world.status(request)).isEqualTo("failed");
  }
}
