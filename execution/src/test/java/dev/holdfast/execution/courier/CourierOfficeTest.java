package dev.holdfast.execution.courier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.channel.ChannelState;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.channels.Dispatch;
import dev.holdfast.execution.channels.Dispatches;
import dev.holdfast.execution.channels.Sender;
import dev.holdfast.ledger.Meter;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CourierOfficeTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Sent RECEIPT = new Sent.Receipt("ok");

  private final OneTableDesk desk = new OneTableDesk();
  private final List<String> moments = Collections.synchronizedList(new ArrayList<>());
  private final List<CourierOffice> offices = new ArrayList<>();

  @AfterEach
  void close() throws InterruptedException {
    for (var office : offices) {
      office.close(Duration.ofMillis(100));
    }
  }

  private CourierOffice open(String channel, Sender sender) {
    var post = new Post(desk, desk, desk.bulletin(), moments::add, Meter.NONE, "node-1");
    var office = CourierOffice.open(post, List.of(Beat.of(channel, sender, LONG)));
    offices.add(office);
    return office;
  }

  private static boolean isDelivered(DeliveryState state) {
    return state instanceof DeliveryState.Delivered;
  }

  private static boolean isReport(Submission submission) {
    return submission instanceof Submission.Given;
  }

  @Test
  void a_delivery_is_claimed_sent_and_reported_in_this_order() throws InterruptedException {
    var id = desk.intend(4, Dispatches.message("support", "hello"));
    var dispatches = Collections.synchronizedList(new ArrayList<Dispatch>());
    open(
        "support",
        (Sender.Single)
            dispatch -> {
              moments.add("sent");
              dispatches.add(dispatch);
              return RECEIPT;
            });
    desk.await(CourierOfficeTest::isDelivered);
    offices.getFirst().close(LONG);
    assertThat(moments)
        .containsExactly("intent-written", "sent", "effect-sent", "ack-received", "committed");
    assertThat(dispatches)
        .containsExactly(new Dispatch(id, Dispatches.message("support", "hello"), 1, LONG));
    assertThat(desk.brought().getFirst())
        .isInstanceOfSatisfying(
            Submission.Claim.class,
            claim -> {
              assertThat(claim.claimant().holder()).isEqualTo("node-1");
              assertThat(claim.claimant().lease()).isEqualTo(LONG.plusSeconds(20));
            });
    assertThat(desk.brought())
        .filteredOn(CourierOfficeTest::isReport)
        .singleElement()
        .satisfies(report -> assertThat(report.origin().correlation()).isEqualTo("c0ffee"));
  }

  @Test
  void a_transient_failure_comes_again_under_the_next_number() throws InterruptedException {
    var attempts = Collections.synchronizedList(new ArrayList<Integer>());
    desk.intend(4, Dispatches.message("support", "hello"));
    open(
        "support",
        (Sender.Single)
            dispatch -> {
              attempts.add(dispatch.attempt());
              return dispatch.attempt() < 3
                  ? new Sent.Transient("http-503", "busy", Duration.ZERO)
                  : RECEIPT;
            });
    desk.await(CourierOfficeTest::isDelivered);
    assertThat(attempts).containsExactly(1, 2, 3);
  }

  @Test
  void never_more_are_under_way_than_the_channel_may_have() throws InterruptedException {
    for (int i = 1; i <= 50; i++) {
      desk.intend(4L * i, Dispatches.message("support", "hello"));
    }
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var eight = new CountDownLatch(8);
    open(
        "support",
        (Sender.Single)
            dispatch -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              eight.countDown();
              awaitQuietly(eight);
              now.decrementAndGet();
              return RECEIPT;
            });
    desk.await(CourierOfficeTest::isDelivered);
    assertThat(most).hasValue(8);
  }

  @Test
  void one_stuck_channel_holds_up_no_other() throws InterruptedException {
    var stuck = new CountDownLatch(1);
    desk.intend(4, Dispatches.message("support", "hello"));
    open(
        "support",
        (Sender.Single)
            dispatch -> {
              awaitQuietly(stuck);
              return RECEIPT;
            });
    var id = desk.intend(8, Dispatches.message("ops", "hello"));
    open("ops", (Sender.Single) _ -> RECEIPT);
    desk.await(_ -> isDelivered(desk.state(id)));
    stuck.countDown();
    desk.await(CourierOfficeTest::isDelivered);
  }

  @Test
  void a_disabled_channel_waits_until_it_is_enabled() throws InterruptedException {
    var why = new Diagnostic("gone", "410", "Nothing is sent.", "Enable it.");
    desk.channel("support", new ChannelState.Disabled("support", why));
    var id = desk.intend(4, Dispatches.message("support", "hello"));
    desk.intend(8, Dispatches.message("ops", "hello"));
    open("support", (Sender.Single) _ -> RECEIPT);
    open("ops", (Sender.Single) _ -> RECEIPT);
    desk.awaitBrought(3);
    assertThat(desk.state(id)).isInstanceOf(DeliveryState.Ready.class);
    assertThat(desk.brought())
        .noneMatch(submission ->
            submission instanceof Submission.Claim claim
                && claim.claimant().lane().equals("support"));
    desk.channel("support", new ChannelState.Open());
    desk.await(CourierOfficeTest::isDelivered);
  }

  @Test
  void a_desk_that_cannot_write_is_waited_for_and_the_report_is_not_lost()
      throws InterruptedException {
    desk.intend(4, Dispatches.message("support", "hello"));
    var sends = new AtomicInteger();
    open(
        "support",
        (Sender.Single)
            _ -> {
              sends.incrementAndGet();
              desk.close(true);
              return RECEIPT;
            });
    desk.awaitBrought(5);
    desk.close(false);
    desk.await(CourierOfficeTest::isDelivered);
    assertThat(sends).hasValue(1);
  }

  @Test
  void a_sender_that_throws_leaves_a_doubt_and_a_courier_that_goes_on()
      throws InterruptedException {
    var broken = desk.intend(4, Dispatches.message("support", "hello"));
    open(
        "support",
        (Sender.Single)
            dispatch -> {
              if (dispatch.delivery().equals(broken)) {
                throw new IllegalStateException("a defect");
              }
              return RECEIPT;
            });
    desk.await(DeliveryState.Unknown.class::isInstance);
    desk.intend(8, Dispatches.message("support", "hello"));
    desk.await(state -> isDelivered(state) || state instanceof DeliveryState.Unknown);
    assertThat(desk.state(broken)).isInstanceOf(DeliveryState.Unknown.class);
  }

  @Test
  void many_are_taken_and_reported_together() throws InterruptedException {
    for (int i = 1; i <= 2000; i++) {
      desk.intend(4L * i, Dispatches.message("support", "hello"));
    }
    var batches = Collections.synchronizedList(new ArrayList<Integer>());
    open(
        "support",
        (Sender.Bulk)
            dispatches -> {
              batches.add(dispatches.size());
              return Collections.nCopies(dispatches.size(), RECEIPT);
            });
    desk.await(CourierOfficeTest::isDelivered);
    assertThat(Collections.max(batches)).isEqualTo(256);
    assertThat(batches).hasSizeLessThan(40);
    assertThat(desk.batches(CourierOfficeTest::isReport)).hasSizeLessThan(100);
  }

  @Test
  void closing_waits_for_what_is_under_way_and_claims_nothing_more() throws InterruptedException {
    var first = desk.intend(4, Dispatches.message("support", "hello"));
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var office =
        open(
            "support",
            (Sender.Single)
                _ -> {
                  begun.countDown();
                  awaitQuietly(go);
                  return RECEIPT;
                });
    begun.await();
    var closer = Thread.ofVirtual().start(() -> closeQuietly(office, LONG));
    closer.join(Duration.ofMillis(200));
    assertThat(closer.isAlive()).isTrue();
    var second = desk.intend(8, Dispatches.message("support", "too late"));
    go.countDown();
    closer.join();
    assertThat(desk.state(first)).isInstanceOf(DeliveryState.Delivered.class);
    assertThat(desk.state(second)).isInstanceOf(DeliveryState.Ready.class);
  }

  @Test
  void what_is_not_done_in_time_is_interrupted_and_reported_as_it_ended()
      throws InterruptedException {
    var id = desk.intend(4, Dispatches.message("support", "hello"));
    var begun = new CountDownLatch(1);
    var office =
        open(
            "support",
            (Sender.Single)
                _ -> {
                  begun.countDown();
                  try {
                    new Semaphore(0).acquire();
                    return RECEIPT;
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return new Sent.Ambiguous("interrupted", "stopped");
                  }
                });
    begun.await();
    office.close(Duration.ofMillis(100));
    assertThat(desk.state(id)).isInstanceOf(DeliveryState.Unknown.class);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(CourierOffice office, Duration atMost) {
    try {
      office.close(atMost);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
