package dev.holdfast.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Writes a small working workspace.
@Command(
    name = "init",
    description = "Write a small working workspace that does something real without any key.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast init               into this folder; what is there already stays as it is",
      "  holdfast init my-agents     into the folder my-agents, made if need be"
    })
final class InitCommand implements Callable<Integer> {
  private final Caller caller;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where to write it (default: this folder).")
  private Path folder = Path.of("");

  InitCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    var target = caller.folder().resolve(folder).normalize();
    var written = caller.local().init(target);
    if (caller.wantsJson()) {
      var answer = dev.holdfast.cli.link.Reply.object().put("workspace", target.toString());
      var files = answer.putArray("written");
      written.forEach(file -> files.add(file.toString()));
      caller.screen().line(answer.toString());
      return 0;
    }
    written.forEach(file -> caller.screen().line("wrote " + file));
    caller
        .screen()
        .note(
            written.isEmpty()
                ? "Everything is there already; nothing was written."
                : "Next: holdfast up -w " + target + ", or holdfast config check -w " + target);
    return 0;
  }
}
