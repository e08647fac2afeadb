package dev.holdfast.execution.courier;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.channel.ChannelState;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Submission;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Takes what is ready in one channel, unless the channel is disabled.
final class Claims {
  private final Post post;
  private final Beat beat;
  private final CourierLog log;
  private final Setbacks setbacks;
  private final Codec codec = new Codec();
  private final StreamId channel;

  Claims(Post post, Beat beat, CountDownLatch stopping) {
    this.post = post;
    this.beat = beat;
    this.log = new CourierLog(beat.channel(), post.meter());
    this.setbacks = new Setbacks(beat.channel(), stopping);
    this.channel = StreamId.named(Kind.CHANNEL, beat.channel());
  }

  /// Up to `max` deliveries, whose attempts are entered by now. None when there are none, when the
  /// channel is disabled, or when the desk cannot be used; then it has waited a while.
  List<Taken> take(int max) throws InterruptedException {
    try {
      if (isDisabled()) {
        return List.of();
      }
      var claimant =
          new Submission.Claimant(
              Kind.DELIVERY, beat.channel(), Hands.NODE, post.node(), beat.lease());
      return taken(post.desk().submit(new Submission.Claim(post.origin(""), claimant, max)));
    } catch (LedgerUnavailable unavailable) {
      return none(unavailable.diagnostic());
    } catch (RuntimeException defect) {
      log.defect(defect);
      return none(CourierLog.defective(defect));
    }
  }

  private List<Taken> taken(Answer answer) throws InterruptedException {
    return switch (answer) {
      case Answer.Entered(_, var outcomes) -> {
        setbacks.recover();
        yield Taken.of(outcomes);
      }
      case Answer.Refused(var refusal) -> none(refusal.diagnostic());
      case Answer.Replayed _ -> throw new IllegalStateException("a claim has no key to replay");
    };
  }

  private List<Taken> none(Diagnostic why) throws InterruptedException {
    setbacks.suffer(why);
    return List.of();
  }

  private boolean isDisabled() {
    return post.reader()
        .row(channel)
        .map(row -> codec.decode(row.state()) instanceof ChannelState.Disabled)
        .orElse(false);
  }
}
