package dev.holdfast.cli;

import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Reply;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;

/// The workspace file.
@Command(
    name = "config",
    synopsisSubcommandLabel = "(check | show | schema)",
    description = "The workspace file, holdfast.yaml.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast config check                   every finding at once, with line and column; exit"
          + " 78 if any",
      "  holdfast config show                    what the running server goes by",
      "  holdfast config schema > schema.json    for editors"
    })
final class ConfigCommand {
  private final Caller caller;

  ConfigCommand(Caller caller) {
    this.caller = caller;
  }

  @Command(
      name = "check",
      description = "Check the workspace file to the last key. Needs no server.")
  int check() {
    var folder = caller.workspace();
    var judgement = caller.local().check(folder);
    boolean good = judgement.errors().isEmpty();
    if (caller.wantsJson()) {
      var answer = Reply.object().put("valid", good);
      write(answer.putArray("errors"), judgement.errors());
      write(answer.putArray("warnings"), judgement.warnings());
      caller.screen().line(answer.toString());
    } else {
      show(judgement);
      caller.screen().line(verdict(folder.resolve(Caller.FILE).toString(), judgement));
    }
    return (good ? Exit.OK : Exit.CONFIG).code();
  }

  private void show(LocalCommands.Judgement judgement) {
    var palette = caller.screen().palette();
    judgement.errors().forEach(remark -> show(palette.bad("✗ "), remark));
    judgement.warnings().forEach(remark -> show(palette.doubtful("! "), remark));
  }

  private void show(String mark, LocalCommands.Remark remark) {
    caller.screen().line(mark + remark.place() + ": " + remark.what());
    caller.screen().line("  next: " + remark.nextAction());
  }

  private String verdict(String file, LocalCommands.Judgement judgement) {
    var palette = caller.screen().palette();
    int errors = judgement.errors().size();
    return errors == 0
        ? palette.good("✓ valid") + ": " + file
        : palette.bad("✗ " + errors + (errors == 1 ? " error" : " errors")) + " in " + file;
  }

  private static void write(ArrayNode array, List<LocalCommands.Remark> remarks) {
    for (var remark : remarks) {
      array
          .addObject()
          .put("place", remark.place())
          .put("what", remark.what())
          .put("nextAction", remark.nextAction());
    }
  }

  @Command(name = "show", description = "Show the configuration that the running server goes by.")
  int show() {
    var answer = caller.get("/v1/config");
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
      return 0;
    }
    var version = answer.json();
    caller
        .screen()
        .note(
            "version %s, since %s, by %s"
                .formatted(
                    version.path("version").asString(),
                    version.path("at").asString(),
                    version.path("author").asString()));
    caller.screen().line(version.path("content").path("yaml").asString());
    return 0;
  }

  @Command(name = "schema", description = "Print the JSON Schema (2020-12) of holdfast.yaml.")
  int schema() {
    caller.screen().line(caller.local().schema());
    return 0;
  }
}
