package dev.holdfast.core.delegation;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.spend.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a task has used up so far, and what it was told.
///
/// @param attempts leases granted; counted before the attempt is made
/// @param spent execution time of the attempts that have ended
/// @param turns how often this attempt has asked its model
/// @param used tools that a broker has seen used, in order, each once
/// @param children keys of the tasks that it delegated
/// @param feedback findings of the last verdict
/// @param said what the holder of this attempt said last of how far it is, JSON null for nothing
/// @param usage what it said last that it has used, JSON null for nothing
/// @param outlay what it has spent on models, as their brokers counted
/// @param reworks how often the gate has sent its result back
public record Progress(
    int attempts,
    Fence fence,
    Duration spent,
    int toolCalls,
    int turns,
    List<String> used,
    List<Long> children,
    List<Finding> feedback,
    Json said,
    Json usage,
    Outlay outlay,
    Reworks reworks) {
  /// The most questions that one attempt may put to its model.
  public static final int TURNS_MAX = 16;

  public static final Progress NONE =
      new Progress(
          0,
          Fence.NONE,
          Duration.ZERO,
          0,
          0,
          List.of(),
          List.of(),
          List.of(),
          Json.NULL,
          Json.NULL,
          Outlay.NONE,
          Reworks.NONE);

  public Progress {
    outlay = Outlay.orNone(outlay);
    reworks = Reworks.orNone(reworks);
  }

  Progress leased() {
    return new Progress(
        attempts + 1,
        fence.next(),
        spent,
        toolCalls,
        0,
        used,
        children,
        feedback,
        Json.NULL,
        Json.NULL,
        outlay,
        reworks);
  }

  Progress spending(Duration more) {
    return new Progress(
        attempts,
        fence,
        spent.plus(more),
        toolCalls,
        turns,
        used,
        children,
        feedback,
        said,
        usage,
        outlay,
        reworks);
  }

  /// What is not said anew stays said.
  Progress hearing(Json progress, Json used) {
    return new Progress(
        attempts,
        fence,
        spent,
        toolCalls,
        turns,
        this.used,
        children,
        feedback,
        progress.isNull() ? said : progress,
        used.isNull() ? usage : used,
        outlay,
        reworks);
  }

  Progress calling(String tool) {
    var tools = used.contains(tool) ? used : append(used, tool);
    return new Progress(
        attempts,
        fence,
        spent,
        toolCalls + 1,
        turns,
        tools,
        children,
        feedback,
        said,
        usage,
        outlay,
        reworks);
  }

  private Progress asking() {
    return new Progress(
        attempts, fence, spent, toolCalls, turns + 1, used, children, feedback, said, usage, outlay,
        reworks);
  }

  /// One more question, for which something is put aside.
  Progress asking(long effect, Amount estimate) {
    return asking().with(outlay.putting(effect, estimate));
  }

  Progress accounting(long effect, Amount amount) {
    return with(outlay.accounting(effect, amount));
  }

  private Progress with(Outlay changed) {
    return new Progress(
        attempts, fence, spent, toolCalls, turns, used, children, feedback, said, usage, changed,
        reworks);
  }

  Progress delegating(long child) {
    return new Progress(
        attempts,
        fence,
        spent,
        toolCalls,
        turns,
        used,
        append(children, child),
        feedback,
        said,
        usage,
        outlay,
        reworks);
  }

  /// Sent back by the gate.
  Progress told(List<Finding> findings) {
    return new Progress(
        attempts,
        fence,
        spent,
        toolCalls,
        turns,
        used,
        children,
        findings,
        said,
        usage,
        outlay,
        reworks.next());
  }

  private static <T> List<T> append(List<T> list, T item) {
    var longer = new ArrayList<>(list);
    longer.add(item);
    return List.copyOf(longer);
  }
}
