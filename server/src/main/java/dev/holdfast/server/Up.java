package dev.holdfast.server;

import dev.holdfast.cli.LocalCommands.Manner;
import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import dev.holdfast.cli.show.Screen;
import dev.holdfast.control.workspace.WorkspaceReading;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.ledger.LedgerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `holdfast up`: a node from its start to SIGTERM.
final class Up {
  private static final Logger LOG = LoggerFactory.getLogger(Up.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Screen screen;
  private final Map<String, String> environment;
  private final String version;

  Up(Screen screen, Map<String, String> environment, String version) {
    this.screen = screen;
    this.environment = environment;
    this.version = version;
  }

  int run(Path workspace, Manner manner) {
    var file = Loading.file();
    return switch (file.read(workspace)) {
      case WorkspaceReading.Refused refused -> refuse(refused);
      case WorkspaceReading.Read read -> {
        var server = Overrides.of(manner).applied(read.workspace().server());
        var data = workspace.resolve(server.data()).normalize();
        refuseSecond(data, server);
        yield serve(new Plan(server, workspace, data, read, file, environment, PauseAt.asked()));
      }
    };
  }

  private int refuse(WorkspaceReading.Refused refused) {
    refused.findings().forEach(finding -> screen.note(screen.palette().bad("✗ ") + finding));
    screen.note(
        "The server was not started. Correct what is named; 'holdfast config check' checks again.");
    return Exit.CONFIG.code();
  }

  /// The store's lock is what keeps two apart; this only says it in better words.
  private static void refuseSecond(Path data, ServerSpec server) {
    var running = new RunFile(data).running();
    if (running.isPresent() && server.planes().contains(ServerSpec.Plane.CONTROL)) {
      throw Failure.of(
          Exit.FAILED,
          "already-running",
          "A server runs on this workspace already: process "
              + running.get().pid()
              + " at "
              + running.get().url()
              + ".",
          "No second one was started.",
          "Use that one, or stop it with 'holdfast down'.");
    }
  }

  private int serve(Plan plan) {
    Node node;
    try {
      Files.createDirectories(plan.data());
      node = Node.start(plan);
    } catch (LedgerUnavailable unavailable) {
      throw failure(unavailable.diagnostic());
    } catch (IOException | IllegalStateException failed) {
      throw failure(failed);
    }
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, plan, ended), "stop"));
    try {
      new Announcement(screen, version).announce(node, plan);
      ended.await();
      return Exit.OK.code();
    } catch (IOException unwritable) {
      throw failure(unwritable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Exit.FAILED.code();
    }
  }

  private static void stop(Node node, Plan plan, CountDownLatch ended) {
    LOG.atInfo().setMessage("server.stopping").addKeyValue("deadline", DRAIN).log();
    node.stop(DRAIN);
    try {
      new RunFile(plan.data()).removeOwn();
    } catch (IOException left) {
      LOG.atWarn().setMessage("server.pid-file-left").setCause(left).log();
    }
    LOG.atInfo().setMessage("server.stopped").log();
    ended.countDown();
  }

  private static Failure failure(Diagnostic diagnostic) {
    return Failure.of(
        Exit.FAILED,
        diagnostic.code(),
        diagnostic.cause(),
        diagnostic.impact(),
        diagnostic.nextAction());
  }

  private static Failure failure(Exception why) {
    var cause = why.getCause() == null ? "" : " (" + why.getCause().getMessage() + ")";
    var failure =
        Failure.of(
            Exit.FAILED,
            "start-failed",
            "The server could not start: " + why.getMessage() + cause + ".",
            "Nothing runs.",
            "Free what it needs, or change it in holdfast.yaml or by --listen, and start again.");
    failure.addSuppressed(why);
    return failure;
  }
}
