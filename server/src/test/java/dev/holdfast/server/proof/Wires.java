package dev.holdfast.server.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// A [Wire] for each of several servers to one database. They have one workspace, so the database
/// has one name; each server's name service knows another address for it.
final class Wires implements AutoCloseable {
  static final String HOST = "database";

  private final int port;
  private final List<Wire> wires;

  private Wires(int port, List<Wire> wires) {
    this.port = port;
    this.wires = wires;
  }

  static Wires to(Postgres postgres, int count) {
    int port = Home.freePort();
    return new Wires(
        port,
        IntStream.range(0, count)
            .mapToObj(number ->
                Wire.between(new InetSocketAddress(address(number), port), postgres.port()))
            .toList());
  }

  private static InetAddress address(int number) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (number + 1)});
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  int port() {
    return port;
  }

  void turn(int number, Wire.Mood mood) {
    wires.get(number).turn(mood);
  }

  /// What a server is told when it starts, to know its own wire only.
  String knownTo(int number, Home home) {
    Path hosts = home.folder().resolve("hosts");
    try {
      Files.writeString(
          hosts, address(number).getHostAddress() + " " + HOST + "\n127.0.0.1 localhost\n");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return "-Djdk.net.hosts.file=" + hosts;
  }

  @Override
  public void close() {
    wires.forEach(Wire::close);
  }
}
