package dev.holdfast.control.workspace;

import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.ServerSpec.Plane;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// `server` and `egress`.
final class ServerReading {
  static final String LISTEN = "127.0.0.1:7420";
  private static final String HOST =
      "(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9-]+)*|\\[[0-9A-Fa-f:.]+])";
  private static final Pattern ADDRESS = Pattern.compile("(" + HOST + "):(\\d{1,5})");
  private static final Pattern REACHED =
      Pattern.compile("(?:" + HOST + "|\\*\\.[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*)(?::(\\d{1,5}))?");
  private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9.]+|localhost|\\[::1]");
  private static final int PORT_MAX = 65_535;
  private static final int PER_MINUTE_MAX = 10_000_000;
  private static final int AT_ONCE_MAX = 4_000;

  /// Less would be the wait for a slow store, taken for a step.
  private static final Duration TOLERANCE_MIN = Duration.ofSeconds(5);

  private static final Duration TOLERANCE_MAX = Duration.ofHours(1);

  private ServerReading() {}

  static ServerSpec server(Section section) {
    var listen = section.text("listen", LISTEN);
    var address = ADDRESS.matcher(listen);
    var host = "127.0.0.1";
    int port = 0;
    if (address.matches() && Integer.parseInt(address.group(2)) <= PORT_MAX) {
      host = String.valueOf(address.group(1));
      port = Integer.parseInt(address.group(2));
    } else {
      section.error(
          "listen", "must be an address and a port like " + LISTEN + ", not '" + listen + "'");
    }
    if (!LOOPBACK.matcher(host).matches()) {
      section.warning(
          "listen",
          "is open to other machines; put TLS in front of it, tokens travel in clear text");
    }
    return new ServerSpec(
        host,
        port,
        store(section),
        planes(section),
        section.text("data", "./data"),
        tolerance(section),
        calls(section.section("calls", Shape.CALLS)),
        collector(section.section("telemetry", Shape.TELEMETRY)));
  }

  private static String collector(Section section) {
    return section.has("otlp") ? Links.required(section, "otlp") : "";
  }

  private static ServerSpec.Calls calls(Section section) {
    var usual = ServerSpec.Calls.USUAL;
    return new ServerSpec.Calls(
        section.number("perMinute", 1, PER_MINUTE_MAX, usual.perMinute()),
        section.number("atOnce", 1, AT_ONCE_MAX, usual.atOnce()));
  }

  private static Duration tolerance(Section section) {
    var tolerance = section.duration("clockTolerance", ServerSpec.CLOCK_TOLERANCE);
    if (tolerance.compareTo(TOLERANCE_MIN) < 0 || tolerance.compareTo(TOLERANCE_MAX) > 0) {
      section.error("clockTolerance", "must be between 5s and 1h");
    }
    return tolerance;
  }

  private static String store(Section section) {
    var store = section.text("store", "sqlite");
    if (!store.equals("sqlite") && !isPostgres(store)) {
      section.error(
          "store",
          "must be sqlite, or a URL like postgresql://user@host:5432/db, not '" + store + "'");
    } else if (store.matches("postgresql://[^/@]*:[^/@]*@.*")
        || store.matches(".*[?&]password=.*")) {
      section.error("store", "holds a password; give it by the file ~/.pgpass instead");
    }
    return store;
  }

  private static boolean isPostgres(String store) {
    try {
      return store.startsWith("postgresql://") && new URI(store).getRawPath().length() > 1;
    } catch (URISyntaxException _) {
      // Not a URL, which is what the answer says.
      return false;
    }
  }

  private static Set<Plane> planes(Section section) {
    var planes = EnumSet.noneOf(Plane.class);
    section
        .texts("planes")
        .forEach(plane -> planes.add(section.chosen(plane, "planes", Plane.CONTROL)));
    if (section.has("planes") && planes.isEmpty()) {
      section.error("planes", "must name at least one of control, execution");
    }
    return planes.isEmpty() ? Set.copyOf(EnumSet.allOf(Plane.class)) : Set.copyOf(planes);
  }

  static List<String> egress(Section section) {
    var allowed = section.texts("allow");
    for (var host : allowed) {
      var matcher = REACHED.matcher(host.text());
      boolean fits =
          matcher.matches()
              && (matcher.group(1) == null || Integer.parseInt(matcher.group(1)) <= PORT_MAX);
      if (!fits) {
        section.error(
            host, "allow", "must be host, host:port or *.suffix, not '" + host.text() + "'");
      }
    }
    return allowed.stream().map(Section.Texted::text).toList();
  }
}
