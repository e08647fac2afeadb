package dev.holdfast.execution.spans;

import dev.holdfast.ledger.Codec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a span belongs (W3C Trace Context, version 00). A caller's `traceparent` counts; without
/// one the trace is the correlation id, which is a trace id itself where no caller chose another.
///
/// @param correlation the id of the causal chain
/// @param traceparent as the caller sent it, empty or anything where it sent none
public record Trail(String correlation, String traceparent) {
  private static final int TRACE = 32;
  private static final int SAMPLED = 1;
  private static final int RADIX = 16;
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");
  private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");

  /// 32 hexadecimal digits. A correlation id that is no trace id always gives the same one.
  public String trace() {
    var parent = parsed();
    if (parent.matches()) {
      return parent.group(1);
    }
    return TRACE_ID.matcher(correlation).matches()
        ? correlation
        : Codec.hash(correlation).substring(0, TRACE);
  }

  /// 16 hexadecimal digits, empty where nobody says whose part this is.
  public String parent() {
    var parent = parsed();
    return parent.matches() ? parent.group(2) : "";
  }

  /// Whether the caller wants its trace to be kept; without one, everything is.
  public boolean isKept() {
    var parent = parsed();
    return !parent.matches() || (Integer.parseInt(parent.group(3), RADIX) & SAMPLED) != 0;
  }

  private Matcher parsed() {
    return TRACEPARENT.matcher(traceparent);
  }
}
