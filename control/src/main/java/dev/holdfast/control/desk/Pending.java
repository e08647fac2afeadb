package dev.holdfast.control.desk;

import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Submission;
import java.util.concurrent.CountDownLatch;

/// A submission on its way, and whoever waits for its answer.
final class Pending {
  private final Submission submission;
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile Answer answer;

  @SuppressWarnings(
      "NullAway") // `answer` is read only after the latch, which opens only after it was set
  Pending(Submission submission) {
    this.submission = submission;
  }

  Submission submission() {
    return submission;
  }

  /// The first answer counts: what was committed stays answered as committed.
  void answer(Answer given) {
    if (!isAnswered()) {
      answer = given;
      answered.countDown();
    }
  }

  boolean isAnswered() {
    return answered.getCount() == 0;
  }

  /// The answer, to whoever knows that there is one.
  Answer given() {
    if (!isAnswered()) {
      throw new IllegalStateException("not answered yet: " + submission);
    }
    return answer;
  }

  Answer await() throws InterruptedException {
    answered.await();
    return answer;
  }
}
