package dev.holdfast.core.delegation;

import dev.holdfast.core.Command;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import dev.holdfast.core.spend.Amount;
import java.time.Duration;
import java.util.List;

/// The wishes to a task. Whatever comes from a holder presents its fence.
public sealed interface TaskCommand extends Command {
  /// @param lane the lane that the offerer wants, empty for the agent's own
  record Offer(Assignment assignment, String lane) implements TaskCommand {}

  record Lease(String holder, Duration time) implements TaskCommand {}

  /// @param progress what the holder says of how far it is, JSON null for nothing new
  /// @param usage what the holder says that it has used, JSON null for nothing new; no budget goes
  ///   by it
  record Heartbeat(Fence fence, Duration time, Json progress, Json usage) implements TaskCommand {}

  /// Asks to use a tool once; `effect` is the key of the effect that records it.
  record Call(Fence fence, long effect, String tool, Json request) implements TaskCommand {}

  /// Asks to send a model one request. A turn of thought needs no allowance and is no tool call;
  /// its number per attempt is bounded.
  ///
  /// @param effect the key of the effect that records it
  /// @param model `model:provider/name`
  /// @param estimate what it may cost at most; it is put aside until the effect has ended
  record Ask(Fence fence, long effect, String model, Json request, Amount estimate)
      implements TaskCommand {
    public Ask {
      estimate = Amount.orNone(estimate);
    }

    public Ask(Fence fence, long effect, String model, Json request) {
      this(fence, effect, model, request, Amount.NONE);
    }
  }

  /// How an effect for which something was put aside has ended.
  ///
  /// @param counted whether `spent` is what was counted; if not, what was put aside is taken for it
  record Account(long effect, Amount spent, Counted counted) implements TaskCommand {}

  enum Counted {
    YES,
    NO
  }

  /// Delegates to a contract of the workspace; `child` is the key of the new task.
  record Delegate(Fence fence, long child, String contract, Json input) implements TaskCommand {}

  record Complete(Fence fence, Output output, List<Evidence> evidence) implements TaskCommand {}

  record Fail(Fence fence, Fault fault) implements TaskCommand {}

  record Cancel(String reason) implements TaskCommand {}

  record Consume(long parent) implements TaskCommand {}

  record Discard(String reason) implements TaskCommand {}

  record Wake() implements TaskCommand {}
}
