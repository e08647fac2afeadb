package dev.holdfast.execution.providers;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.ModelFault;
import java.time.Duration;

/// Finds the class of what went wrong on the way, of [Exchange]'s closed set of words.
///
/// [Exchange]: dev.holdfast.execution.egress.Exchange
final class OnTheWire {
  private OnTheWire() {}

  static ModelFault fault(String fault, String message, boolean sent) {
    return new ModelFault(
        classOf(fault), fault + ": " + message, 0, Duration.ZERO, sent, fault.equals("stale"));
  }

  static ModelFault sent(FaultClass kind, String message) {
    return new ModelFault(kind, message, 0, Duration.ZERO, true);
  }

  /// @param begun whether some of the answer had come, so that its rest is what is missing
  static ModelFault cut(String fault, String message, boolean begun) {
    return begun && fault.equals("reset")
        ? sent(FaultClass.TRUNCATED, "the answer broke off: " + message)
        : fault(fault, message, true);
  }

  private static FaultClass classOf(String fault) {
    return switch (fault) {
      case "connect-timeout" -> FaultClass.TIMEOUT_CONNECT;
      case "first-timeout" -> FaultClass.TIMEOUT_FIRST_TOKEN;
      case "idle-timeout" -> FaultClass.TIMEOUT_IDLE;
      case "timeout" -> FaultClass.TIMEOUT_TOTAL;
      case "dns", "connect", "tls", "reset", "stale" -> FaultClass.NETWORK;
      case "malformed-answer", "too-large" -> FaultClass.MALFORMED;
      default -> FaultClass.UNKNOWN;
    };
  }
}
