package dev.holdfast.cli;

import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.PicocliException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a person reads when a command could not do its work. A wrong word is told with its usage, a
/// refusal as the server told it; everything else is a defect of Holdfast, whose trace goes into a
/// file: on the screen it would hide what to do next.
final class Mistakes {
  private Mistakes() {}

  /// Runs one command line, tells its caller what went wrong in it, and returns its exit code.
  static int run(CommandLine line, String[] words, Caller caller) {
    try {
      // Read once before it runs: what breaks while it is read, picocli would print by itself.
      refuseIdle(line.parseArgs(words));
    } catch (ParameterException mistaken) {
      return mistyped(mistaken, caller);
    } catch (PicocliException broken) {
      return tell(defect(broken), caller);
    }
    return line.setExecutionExceptionHandler((thrown, _, _) -> tell(failure(thrown), caller))
        .execute(words);
  }

  /// An option of a noun's own list in front of another verb would be taken and change nothing.
  private static void refuseIdle(ParseResult parsed) {
    for (var at = parsed; at.hasSubcommand(); at = at.subcommand()) {
      var verb = at.subcommand().commandSpec();
      for (var option : at.matchedOptions()) {
        if (option.scopeType() != ScopeType.INHERIT) {
          throw new ParameterException(
              verb.commandLine(),
              "'" + option.longestName() + "' goes behind '" + verb.name() + "', not before it.");
        }
      }
    }
  }

  private static int mistyped(ParameterException mistaken, Caller caller) {
    if (isDefect(mistaken)) {
      return tell(defect(mistaken), caller);
    }
    var line = mistaken.getCommandLine();
    var screen = caller.screen();
    screen.note(line.getColorScheme().errorText(mistaken.getMessage()).toString());
    if (!UnmatchedArgumentException.printSuggestions(mistaken, screen.err())) {
      line.usage(screen.err(), line.getColorScheme());
    }
    return Exit.USAGE.code();
  }

  /// The parser names no cause for a wrong word, and its own one for a word of the wrong type; for
  /// any other, our code broke.
  private static boolean isDefect(ParameterException mistaken) {
    return mistaken.getCause() != null
        && !(mistaken.getCause() instanceof CommandLine.TypeConversionException);
  }

  private static int tell(Failure failure, Caller caller) {
    if (caller.wantsJson() && !failure.body().isEmpty()) {
      caller.screen().line(failure.body());
    } else {
      caller.screen().failure(failure);
    }
    return failure.exit().code();
  }

  private static Failure failure(Throwable thrown) {
    return switch (thrown) {
      case Failure known -> known;
      case UncheckedIOException unusable -> unusable(unusable);
      default -> defect(thrown);
    };
  }

  private static Failure unusable(UncheckedIOException why) {
    return Failure.of(
        Exit.FAILED,
        "file-unusable",
        "A file cannot be used: " + reason(why),
        "What needs it was not done.",
        "See to its folder, its rights and the room on its disk, and repeat.");
  }

  private static String reason(UncheckedIOException why) {
    return switch (why.getCause()) {
      case NoSuchFileException missing -> missing.getFile() + " is not there";
      case FileSystemException refused when refused.getReason() == null ->
          refused.getFile() + " was refused";
      case IOException other when other.getMessage() != null -> other.getMessage();
      case null, default -> "the system gives no reason";
    };
  }

  private static Failure defect(Throwable why) {
    return Failure.of(
        Exit.FAILED,
        "defect",
        "Holdfast made a mistake of its own and could not go on with this command.",
        "What it did before that stays done; nothing on record is harmed.",
        "Report it, with what you typed and the file " + report(why));
  }

  /// Where the trace is kept; the trace itself where no file can be written.
  private static String report(Throwable why) {
    var trace = new StringWriter();
    why.printStackTrace(new PrintWriter(trace, true));
    try {
      Path file = Files.createTempFile("holdfast-defect-", ".txt");
      return Files.writeString(file, trace.toString()).toString();
    } catch (IOException unwritable) {
      why.addSuppressed(unwritable);
      return "that could not be written:\n" + trace;
    }
  }
}
