package dev.holdfast.server.starter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Writes the starter workspace. What is there already stays as it is.
public final class Starter {
  private static final List<String> FILES =
      List.of("holdfast.yaml", "check-site.sh", "concierge.md", ".gitignore");
  private static final int FIRST_PORT = 7420;
  private static final int PORTS = 20;

  private Starter() {}

  /// Returns the files that were written.
  public static List<Path> write(Path folder) throws IOException {
    Files.createDirectories(folder);
    var port = String.valueOf(freePort());
    var written = new ArrayList<Path>();
    for (var name : FILES) {
      var file = folder.resolve(name);
      if (!Files.exists(file)) {
        Files.writeString(
            file, template(name).replace("@PORT@", port), StandardOpenOption.CREATE_NEW);
        written.add(file);
      }
      if (name.endsWith(".sh") && written.contains(file) && !file.toFile().setExecutable(true)) {
        throw new IOException(file + " cannot be made executable");
      }
    }
    return List.copyOf(written);
  }

  private static String template(String name) throws IOException {
    // A resource that begins with a dot is easily lost on its way into a jar.
    var resource = name.startsWith(".") ? name.substring(1) : name;
    try (var in = Starter.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the starter file " + resource + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The usual port, or the next one that nobody listens on: a second workspace on this machine
  /// should start, too.
  private static int freePort() {
    for (int port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
      try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException _) {
        // Taken: the next one is tried.
      }
    }
    return FIRST_PORT;
  }
}
