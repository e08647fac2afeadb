package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Books;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Shows the whole path once, on this machine, offline.
@Command(
    name = "try",
    description = {
      "See one request go all the way: a starter workspace is made if there is none, its server is"
          + " started",
      "in the background, a request goes in, a real program works on it, the gate judges it, and"
          + " the reply",
      "goes out of a real channel. Works offline and needs no key."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast try",
      "  holdfast try -w my-agents     on a workspace of yours",
      "  holdfast down                 stops the server that it left running"
    })
final class TryCommand implements Callable<Integer> {
  private static final String QUESTION = "/site";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Caller caller;

  TryCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() throws InterruptedException {
    var folder = caller.found().orElse(caller.folder().resolve(Caller.TRIED));
    var progress = new Progress(caller.screen());
    prepare(folder, progress);
    new Start(caller, progress).ensure(folder);
    progress.step("sending '" + QUESTION + "' to channel desk");
    caller.screen().note("");
    int outcome = new RunView(caller).watch(ask(), PATIENCE);
    caller.screen().line("");
    new Books(caller.screen()).show(caller.get("/v1/books").json());
    farewell(folder);
    return outcome;
  }

  private void prepare(Path folder, Progress progress) {
    if (Files.exists(folder.resolve(Caller.FILE))) {
      progress.step("workspace " + folder);
    } else {
      caller.local().init(folder);
      progress.step("made a starter workspace in " + folder);
    }
  }

  private String ask() {
    var body =
        Reply.object()
            .put("actor", System.getProperty("user.name", "me"))
            .put("channel", "desk")
            .put("text", QUESTION);
    var headers = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    return caller.post("/v1/requests", body, headers).json().path("run").asString();
  }

  private void farewell(Path folder) {
    var place = caller.local().place(folder);
    var screen = caller.screen();
    screen.note("");
    screen.note("The server goes on at " + place.url() + " (process " + place.pid() + ").");
    screen.note("  see it in the browser   " + place.url() + "/console/");
    screen.note("  the token for that      " + place.data().resolve("admin.token"));
    screen.note("  its reply is a line in  " + place.data().resolve("desk.jsonl"));
    screen.note("  ask something else      holdfast ask '/site https://example.com'");
    screen.note(
        "  your own agent          edit "
            + folder.resolve(Caller.FILE)
            + "; docs/quickstart.md takes ten minutes");
    screen.note("  stop it                 holdfast down");
  }
}
