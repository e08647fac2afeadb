package dev.holdfast.cli;

import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.show.Palette;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The command line, put together: one place that shows which commands there are.
public final class Cli {
  private Cli() {}

  /// Runs one command line and returns its exit code.
  public static int run(String[] words, Surroundings surroundings, LocalCommands local) {
    var options = new Options();
    try (var caller = new Caller(options, surroundings, local)) {
      var screen = surroundings.screen();
      var line =
          assemble(options, caller)
              .setOut(screen.out())
              .setErr(screen.err())
              .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(screen.palette())))
              .setCaseInsensitiveEnumValuesAllowed(true);
      return Mistakes.run(line, words, caller);
    }
  }

  private static CommandLine assemble(Options options, Caller caller) {
    return new CommandLine(new HoldfastCommand(options))
        .addSubcommand(new InitCommand(caller))
        .addSubcommand(new UpCommand(caller))
        .addSubcommand(new DownCommand(caller))
        .addSubcommand(new TryCommand(caller))
        .addSubcommand(new AskCommand(caller))
        .addSubcommand(new RunsCommand(caller))
        .addSubcommand(new TasksCommand(caller))
        .addSubcommand(jobs(caller))
        .addSubcommand(new DeliveriesCommand(caller))
        .addSubcommand(new RequestsCommand(caller))
        .addSubcommand(new SessionsCommand(caller))
        .addSubcommand(new ChannelsCommand(caller))
        .addSubcommand(new ModelsCommand(caller))
        .addSubcommand(new BooksCommand(caller))
        .addSubcommand(new LedgerCommand(caller))
        .addSubcommand(new ConfigCommand(caller))
        .addSubcommand(new TokenCommand(caller))
        .addSubcommand(new BenchCommand(caller))
        .addSubcommand(new VersionCommand(caller))
        .addSubcommand(new HelpCommand());
  }

  private static CommandLine jobs(Caller caller) {
    return new CommandLine(new JobsCommand(caller))
        .addSubcommand(new JobsSaveCommand(caller))
        .addSubcommand(new JobsNextCommand(caller));
  }

  private static Ansi ansi(Palette palette) {
    return palette == Palette.COLOURED ? Ansi.ON : Ansi.OFF;
  }

  /// Ends a command whose outcome was not good although nothing went wrong on the way.
  static int outcome(boolean good) {
    return (good ? Exit.OK : Exit.FAILED).code();
  }
}
