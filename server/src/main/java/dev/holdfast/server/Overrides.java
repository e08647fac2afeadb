package dev.holdfast.server;

import dev.holdfast.cli.LocalCommands.Manner;
import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.ServerSpec.Plane;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What `holdfast up` was told instead of what the workspace says.
record Overrides(String planes, String listen) {
  private static final Pattern ADDRESS = Pattern.compile("(.+):(\\d{1,5})");
  private static final int PORT_MAX = 65_535;

  static Overrides of(Manner manner) {
    return new Overrides(manner.planes(), manner.listen());
  }

  ServerSpec applied(ServerSpec spec) {
    var chosen = planes.isEmpty() ? spec.planes() : chosenPlanes();
    if (chosen.size() < Plane.values().length && spec.store().equals("sqlite")) {
      throw wrong(
          "planes-need-postgresql",
          "One plane by itself needs a store that another process can share; SQLite serves one.",
          "Run both planes, or set server.store to a postgresql:// URL.");
    }
    var address = ADDRESS.matcher(listen.isEmpty() ? spec.host() + ":" + spec.port() : listen);
    if (!address.matches() || Integer.parseInt(address.group(2)) > PORT_MAX) {
      throw wrong(
          "bad-address",
          "'" + listen + "' is no address and port.",
          "Give it like 127.0.0.1:7420.");
    }
    int port = Integer.parseInt(address.group(2));
    return new ServerSpec(
        address.group(1),
        port,
        spec.store(),
        chosen,
        spec.data(),
        spec.clockTolerance(),
        spec.calls(),
        spec.collector());
  }

  private Set<Plane> chosenPlanes() {
    var chosen = EnumSet.noneOf(Plane.class);
    for (var word : planes.split(",", -1)) {
      switch (word.strip().toLowerCase(Locale.ROOT)) {
        case "control" -> chosen.add(Plane.CONTROL);
        case "execution" -> chosen.add(Plane.EXECUTION);
        default ->
            throw wrong(
                "bad-plane", "'" + word + "' is no plane.", "There are: control, execution.");
      }
    }
    return Set.copyOf(chosen);
  }

  private static Failure wrong(String code, String cause, String nextAction) {
    return Failure.of(Exit.USAGE, code, cause, "The server was not started.", nextAction);
  }
}
