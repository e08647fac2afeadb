package dev.holdfast.server;

import dev.holdfast.cli.show.Screen;
import dev.holdfast.console.Console;
import dev.holdfast.server.log.Logs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says that a node runs: to people, to the log, and to other commands by the pid file.
final class Announcement {
  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

  private final Screen screen;
  private final String version;

  Announcement(Screen screen, String version) {
    this.screen = screen;
    this.version = version;
  }

  void announce(Node node, Plan plan) throws IOException, InterruptedException {
    var where = node.address().map(URI::toString).orElse("no address: it only works");
    screen.line("Holdfast " + version + " serves '" + plan.workspace().name() + "' at " + where);
    screen.line("  workspace  " + plan.folder() + " (version " + node.version() + ")");
    screen.line("  ledger     " + plan.server().store() + ", data in " + plan.data());
    screen.line("  planes     " + planes(plan));
    node.address().ifPresent(url -> screen.line("  console    " + url.resolve(Console.PATH)));
    token(node, plan);
    node.warnings().forEach(warning -> screen.line("  warning    " + warning));
    plan.read().warnings().forEach(warning -> screen.line("  warning    " + warning));
    if (node.address().isPresent()) {
      new RunFile(plan.data()).write(node.address().get());
    }
    screen.line("  stop       Ctrl-C, or holdfast down");
    log(plan, where);
  }

  private void token(Node node, Plan plan) throws InterruptedException {
    var file = AdminToken.in(plan.data());
    if (node.gateway().isEmpty()) {
      return;
    }
    var made = node.firstAdmin();
    screen.line("  token      " + file.file());
    // In the background standard output is a file, and a secret in it would stay there.
    if (System.getProperty(Logs.FILE, "").isEmpty()) {
      made.ifPresent(
          secret -> screen.line("             made now, and shown this once: " + secret));
    }
  }

  private static String planes(Plan plan) {
    return plan.server().planes().stream()
        .map(plane -> plane.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private void log(Plan plan, String where) {
    LOG.atInfo()
        .setMessage("server.started")
        .addKeyValue("version", version)
        .addKeyValue("workspace", plan.workspace().name())
        .addKeyValue("address", where)
        .addKeyValue("store", plan.server().store())
        .addKeyValue("planes", planes(plan))
        .addKeyValue("millis", ManagementFactory.getRuntimeMXBean().getUptime())
        .log();
  }
}
