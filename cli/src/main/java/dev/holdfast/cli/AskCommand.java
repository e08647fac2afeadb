package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Sends a request and shows what became of it.
@Command(
    name = "ask",
    description = "Send a request, wait for its outcome and show the run.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast ask 'What can you do?'",
      "  holdfast ask '/site https://example.com' --actor ann --channel desk",
      "  holdfast ask --payload '{\"order\": 17}' --no-wait --json",
      "  holdfast ask 'pay the bill' --key bill-17     asked twice, answered once"
    })
final class AskCommand implements Callable<Integer> {
  private final Caller caller;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TEXT", description = "What is asked.")
  private String text = "";

  @Option(names = "--actor", paramLabel = "WHO", description = "Who asks (default: your name).")
  private String actor = System.getProperty("user.name", "me");

  @Option(names = "--channel", paramLabel = "CHANNEL", description = "Default: desk.")
  private String channel = "desk";

  @Option(names = "--thread", paramLabel = "THREAD", description = "Which conversation.")
  private String thread = "";

  @Option(names = "--payload", paramLabel = "JSON", description = "Structured input.")
  private String payload = "";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Idempotency key: the same key and words are one request.")
  private String key = UUID.randomUUID().toString();

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for the outcome (default: 30).")
  private int wait = 30;

  @Option(names = "--no-wait", description = "Return as soon as the request is on record.")
  private boolean noWait;

  AskCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    var answer = caller.post("/v1/requests", body(), headers());
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
      return Cli.outcome(RunView.isGoodSoFar(answer.json()));
    }
    var accepted = answer.json();
    if (noWait) {
      caller.screen().line(accepted.path("run").asString());
      caller
          .screen()
          .note(
              "on record; follow it with: holdfast runs watch " + accepted.path("run").asString());
      return 0;
    }
    return new RunView(caller).watch(accepted.path("run").asString(), Duration.ofSeconds(wait));
  }

  private Map<String, String> headers() {
    var headers = new HashMap<String, String>();
    headers.put("Idempotency-Key", key);
    if (caller.wantsJson() && !noWait) {
      headers.put("Prefer", "wait=" + wait);
    }
    return headers;
  }

  private JsonNode body() {
    var body = Reply.object().put("actor", actor).put("channel", channel);
    if (!text.isEmpty()) {
      body.put("text", text);
    }
    if (!thread.isEmpty()) {
      body.put("thread", thread);
    }
    if (!payload.isEmpty()) {
      body.set("payload", Words.json("--payload", payload));
    }
    return body;
  }
}
