package dev.holdfast.cli;

import dev.holdfast.cli.link.Exit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The same as `--help` behind a command.
@Command(
    name = "help",
    description = "Show what a command does, with examples.",
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast help ask", "  holdfast help runs show"})
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "Which (default: all).")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    var line = spec.root().commandLine();
    for (var word : words) {
      var next = line.getSubcommands().get(word);
      if (next == null) {
        line.getErr().println("There is no command '" + String.join(" ", words) + "'.");
        line.usage(line.getErr(), line.getColorScheme());
        return Exit.USAGE.code();
      }
      line = next;
    }
    line.usage(line.getOut(), line.getColorScheme());
    return Exit.OK.code();
  }
}
