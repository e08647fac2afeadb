package dev.holdfast.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/// How fast it is here.
@Command(
    name = "bench",
    description = "Measure Holdfast on this machine.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast bench lifecycle",
      "  holdfast bench tasks --batch 500",
      "  holdfast bench lifecycle --store postgresql://user@host:5432/db",
      "  holdfast bench latency --json",
      "  holdfast bench start",
      "  holdfast bench recovery"
    })
final class BenchCommand implements Callable<Integer> {
  private final Caller caller;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WHAT",
      description = "lifecycle, tasks, http, latency, start or recovery.")
  private String what = "lifecycle";

  @Unmatched private List<String> more = List.of();

  BenchCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    var words = new java.util.ArrayList<String>();
    words.add(what);
    words.addAll(more);
    if (caller.wantsJson()) {
      words.add("--json");
    }
    return caller.local().bench(words);
  }
}
