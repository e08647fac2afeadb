package dev.holdfast.execution.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a host.
@FunctionalInterface
public interface Resolver {
  List<InetAddress> addresses(String host) throws UnknownHostException;

  /// The machine's own.
  Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));
}
