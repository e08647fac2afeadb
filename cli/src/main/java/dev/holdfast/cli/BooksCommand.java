package dev.holdfast.cli;

import dev.holdfast.cli.show.Books;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Whether both sides are equal.
@Command(
    name = "books",
    description = "Show whether the books balance: everything that came in, and what became of it.",
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast books", "  holdfast books --json | jq .balanced     exit code 1 if not"})
final class BooksCommand implements Callable<Integer> {
  private final Caller caller;

  BooksCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    var answer = caller.get("/v1/books");
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else {
      new Books(caller.screen()).show(answer.json());
    }
    return Cli.outcome(answer.json().path("balanced").asBoolean(false));
  }
}
