package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Which Holdfast this is.
@Command(name = "version", description = "Show which Holdfast and which Java this is.")
final class VersionCommand implements Callable<Integer> {
  private final Caller caller;

  VersionCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    var version = caller.local().version();
    var java = Runtime.version().toString();
    caller
        .screen()
        .line(
            caller.wantsJson()
                ? Reply.object().put("version", version).put("java", java).toString()
                : "holdfast " + version + " (Java " + java + ")");
    return 0;
  }
}
