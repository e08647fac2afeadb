package dev.holdfast.core.scheduling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a job remembers of its runs, for its breaker.
///
/// @param failures runs that failed one after the other
/// @param recent the last [#RECENT] runs, newest last; true for a failure
/// @param signature the last failure's code
/// @param trips trips one after the other with this signature
public record Health(
    int failures, List<Boolean> recent, String signature, int trips, Said said, Noise noise) {
  public static final int RECENT = 20;
  public static final Health FRESH =
      new Health(0, List.of(), "", 0, new Said("", 0, ""), new Noise(Instant.EPOCH, 0));

  private static final long HOUR = 3_600;
  private static final int PERCENT = 100;

  /// @param output the last output's hash
  /// @param repeats how many runs in a row had it
  /// @param text the last message, as it was sent
  public record Said(String output, int repeats, String text) {}

  /// Messages since the beginning of an hour.
  public record Noise(Instant since, int count) {}

  Health failed(String why) {
    return new Health(
        failures + 1, seen(true), why, why.equals(signature) ? trips : 0, said, noise);
  }

  Health succeeded(String output) {
    int repeats = output.equals(said.output()) ? said.repeats() + 1 : 1;
    return new Health(
        0, seen(false), signature, trips, new Said(output, repeats, said.text()), noise);
  }

  Health announced(String text, Instant at) {
    boolean sameHour = at.isBefore(noise.since().plusSeconds(HOUR));
    var counted = sameHour ? new Noise(noise.since(), noise.count() + 1) : new Noise(at, 1);
    return new Health(
        failures, recent, signature, trips, new Said(said.output(), said.repeats(), text), counted);
  }

  Health tripped() {
    return new Health(0, List.of(), signature, trips + 1, said, noise);
  }

  Health recovered() {
    return new Health(0, List.of(), "", 0, new Said(said.output(), 0, said.text()), noise);
  }

  int failingPercent() {
    long failing = recent.stream().filter(failure -> failure).count();
    return recent.size() < RECENT ? 0 : (int) (failing * PERCENT / RECENT);
  }

  private List<Boolean> seen(boolean failure) {
    var seen = new ArrayList<>(recent);
    seen.add(failure);
    return List.copyOf(seen.size() > RECENT ? seen.subList(1, seen.size()) : seen);
  }
}
