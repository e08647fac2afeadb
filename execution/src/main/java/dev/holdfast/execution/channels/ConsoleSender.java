package dev.holdfast.execution.channels;

import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/// Prints messages for whoever watches the server.
final class ConsoleSender implements Sender.Bulk, Probe {
  private final PrintStream console;

  ConsoleSender(PrintStream console) {
    this.console = console;
  }

  @Override
  public List<Sent> send(List<Dispatch> dispatches) {
    var page = new StringBuilder();
    dispatches.forEach(dispatch -> write(page, dispatch));
    synchronized (console) {
      console.print(page);
      console.flush();
    }
    Sent outcome =
        console.checkError()
            ? new Sent.Transient(
                "console-closed", "nobody reads the server's output", Duration.ZERO)
            : new Sent.Receipt("printed");
    return dispatches.stream().map(_ -> outcome).toList();
  }

  @Override
  public Probed probe(Duration atMost) {
    return console.checkError()
        ? new Probed.Failed(
            "nobody reads the server's output",
            "Start the server with its output going somewhere, e.g. into a file.")
        : new Probed.Passed("the server's output is open");
  }

  private static void write(StringBuilder page, Dispatch dispatch) {
    var message = dispatch.message();
    page.append(
        "[%s] %s %s"
            .formatted(visible(message.channel()), MessageText.kind(message), dispatch.delivery()));
    if (!message.content().subject().isEmpty()) {
      page.append(" · ").append(visible(message.content().subject()));
    }
    message.content().text().lines().forEach(line -> page.append("\n  ").append(visible(line)));
    page.append('\n');
  }

  /// An agent's text must not move the cursor or recolour the terminal.
  private static String visible(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\t]]", "\uFFFD");
  }
}
