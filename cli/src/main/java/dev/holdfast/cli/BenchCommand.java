package dev.holdfast.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How fast it is here. What is not said is left to the bench, which has a measure of its own for
/// each thing that it measures.
@Command(
    name = "bench",
    description = "Measure Holdfast on this machine.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast bench lifecycle",
      "  holdfast bench tasks --batch 500",
      "  holdfast bench lifecycle --store postgresql://user@host:5432/db",
      "  holdfast bench latency --json",
      "  holdfast bench jobs --count 1000000 --rate 2000",
      "  holdfast bench gateway --count 200000",
      "  holdfast bench start",
      "  holdfast bench recovery"
    })
final class BenchCommand implements Callable<Integer> {
  private final Caller caller;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WHAT",
      description = "lifecycle, tasks, http, latency, jobs, gateway, start or recovery.")
  private String what = "lifecycle";

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = "sqlite (default), memory, or the URL of an empty PostgreSQL database.")
  private String store = "";

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many items are measured, up to 99999999 (default: by WHAT).")
  private String count = "";

  @Option(
      names = "--outstanding",
      paramLabel = "N",
      description = "How many are on their way at once (default: 512).")
  private String outstanding = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "How many orders one submission brings (default: 1).")
  private String batch = "";

  @Option(names = "--actors", paramLabel = "N", description = "How many different people ask.")
  private String actors = "";

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many desks share the store (default: 1; more on PostgreSQL only).")
  private String nodes = "";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "How many jobs are due in each second, at most a third of --count (default: 2000; jobs"
              + " only).")
  private String rate = "";

  @Option(
      names = "--beside",
      paramLabel = "URL",
      description = "Where a Portkey gateway listens that is measured too (gateway only).")
  private String beside = "";

  BenchCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    var words = new ArrayList<String>();
    words.add(what);
    pass(words, "--store", store);
    pass(words, "--count", count);
    pass(words, "--outstanding", outstanding);
    pass(words, "--batch", batch);
    pass(words, "--actors", actors);
    pass(words, "--nodes", nodes);
    pass(words, "--rate", rate);
    pass(words, "--beside", beside);
    if (caller.wantsJson()) {
      words.add("--json");
    }
    return caller.local().bench(words);
  }

  private static void pass(List<String> words, String option, String value) {
    if (!value.isEmpty()) {
      words.add(option);
      words.add(value);
    }
  }
}
