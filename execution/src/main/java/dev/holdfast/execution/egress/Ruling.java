package dev.holdfast.execution.egress;

import dev.holdfast.core.Diagnostic;
import java.net.InetAddress;
import java.util.List;

/// Whether an address may be reached.
public sealed interface Ruling {
  /// Yes, at exactly these addresses; each was checked. Connect to one of them, never to the name
  /// again.
  record Allowed(String host, int port, List<InetAddress> pinned) implements Ruling {}

  record Denied(Diagnostic diagnostic) implements Ruling {}

  /// The name has no address now.
  record Unresolved(String message) implements Ruling {}
}
