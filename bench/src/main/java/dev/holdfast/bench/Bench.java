package dev.holdfast.bench;

import dev.holdfast.ledger.LedgerUnavailable;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;

/// The door to the benches, for whoever offers them as a command.
public final class Bench {
  private static final int GOOD = 0;
  private static final int BAD = 1;
  private static final int USAGE = 2;

  private Bench() {}

  /// Runs one bench and prints its figures; returns the exit code: 1 when the store cannot be used
  /// or the ledger was not sound afterwards, 2 when the arguments make no sense.
  public static int run(List<String> arguments, PrintStream out) {
    try {
      var settings = Settings.parse(arguments);
      var figures = measure(settings);
      out.println(
          switch (settings.form()) {
            case JSON -> figures.json();
            case TABLE -> figures.table();
          });
      return figures.isGood() ? GOOD : BAD;
    } catch (IllegalArgumentException mistaken) {
      out.println(mistaken.getMessage());
      return USAGE;
    } catch (SQLException broken) {
      out.println("The database cannot be used: " + broken.getMessage());
      return BAD;
    } catch (LedgerUnavailable unavailable) {
      out.println("The ledger cannot be used: " + unavailable.getMessage());
      return BAD;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bench was interrupted", interrupted);
    }
  }

  private static Figures measure(Settings settings) throws InterruptedException, SQLException {
    return switch (settings.what()) {
      case "lifecycle" -> new Lifecycle(settings).run();
      case "tasks" -> new BareTasks(settings).run();
      case "http" -> new Http(settings).run();
      case "latency" -> new Latency(settings).run();
      case "jobs" -> new Jobs(settings).run();
      case "gateway" -> new ModelCalls(settings).run();
      case "start" -> new Start(settings).run();
      case "recovery" -> new Recovery(settings).run();
      default -> throw new IllegalArgumentException("there is no bench " + settings.what());
    };
  }
}
