package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.BudgetTable;
import dev.holdfast.cli.show.Listing;
import dev.holdfast.cli.show.ModelNotes;
import dev.holdfast.cli.show.SpendTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Who answers.
@Command(
    name = "models",
    synopsisSubcommandLabel =
        "[list | chain | check | cooldowns | release | fallbacks | spend | budgets]",
    description = {"Who answers for agents of kind model, and for the gateway.", Noun.ALONE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast models chain small",
      "  holdfast models check small local/qwen3   asks them, and says what they can",
      "  holdfast models cooldowns",
      "  holdfast models spend --by agent --from 2026-11-01",
      "  holdfast models release model:main/mini --reason 'the provider is back'"
    })
final class ModelsCommand implements Callable<Integer> {
  private final Caller caller;

  ModelsCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    return list();
  }

  @Command(name = "list", description = "List tiers and classes, and who is asked now.")
  int list() {
    var answer = caller.get("/v1/tiers");
    var listing =
        new Listing()
            .column("NAME", "/name")
            .column("KIND", "/kind")
            .column("ASKED NOW", "/asked")
            .column("MODELS", "/models");
    int code = show(answer, answer.json(), listing, "No tiers.");
    if (!caller.wantsJson()) {
      new ModelNotes(caller.screen()).tell(answer.json().path("items"));
    }
    return code;
  }

  @Command(
      name = "chain",
      description = "Show a tier's models in their order, and why one is passed by.")
  int chain(@Parameters(paramLabel = "TIER") String name) {
    var answer = caller.get("/v1/tiers/" + Words.escaped(name));
    var items = Reply.object();
    items.set("items", answer.json().path("chain"));
    var listing =
        new Listing()
            .column("MODEL", "/model")
            .column("STATUS", "/status")
            .column("UNTIL", "/until")
            .column("LACKS", "/lacks")
            .column("EXAMINED", "/examined")
            .column("WHY", "/why");
    return show(answer, items, listing, "'" + name + "' has no models.");
  }

  @Command(
      name = "check",
      description = {
        "Examine models: whether they are there, answer, stream, use tools, keep to a schema and",
        "read a long question; and how fast. Costs about a dozen questions each. All models of",
        "all tiers where none is named. Exit code 1 unless all can all."
      })
  int check(
      @Parameters(paramLabel = "TIER|MODEL", arity = "0..*") List<String> names,
      @Option(names = "--known", description = "Only show what is known; ask nothing.")
          boolean known) {
    var checks = new ModelChecks(caller);
    return known ? checks.known() : checks.check(names == null ? List.of() : names);
  }

  @Command(name = "cooldowns", description = "List what is left alone, why, and until when.")
  int cooldowns() {
    var answer = caller.get("/v1/cooldowns");
    var listing =
        new Listing()
            .column("SCOPE", "/scope")
            .column("STATUS", "/status")
            .column("CLASS", "/class")
            .column("ROUND", "/round")
            .column("UNTIL", "/until")
            .column("MESSAGE", "/message");
    return show(answer, answer.json(), listing, "Nothing is left alone.");
  }

  @Command(name = "release", description = "Ask something again before its time.")
  int release(
      @Parameters(paramLabel = "SCOPE") String scope,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "released from the shell")
          String reason) {
    var body = Reply.object().put("scope", scope).put("reason", reason);
    return new Noun(caller, "/v1/cooldowns").sheet(caller.post("/v1/cooldowns/release", body));
  }

  @Command(
      name = "fallbacks",
      description = "List the newest questions that went on to another model, and why.")
  int fallbacks() {
    var answer = caller.get("/v1/fallbacks");
    var listing =
        new Listing()
            .column("AT", "/at")
            .column("FROM", "/from")
            .column("TO", "/to")
            .column("OUTCOME", "/outcome")
            .column("ASKED", "/asked")
            .column("CLASS", "/class")
            .column("MESSAGE", "/message");
    return show(answer, answer.json(), listing, "No question went on to another model.");
  }

  @Command(name = "budgets", description = "Show how far the budgets reach in this window.")
  int budgets() {
    var answer = caller.get("/v1/budgets?limit=500");
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else {
      new BudgetTable(caller.screen()).show(answer.json());
    }
    return 0;
  }

  @Command(name = "spend", description = "Sum up what models have cost.")
  int spend(
      @Option(
              names = "--by",
              paramLabel = "PART",
              defaultValue = "day",
              description = "day, agent, tier, actor or model")
          String by,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              defaultValue = "",
              description = "Thirty days before the end.")
          String from,
      @Option(names = "--to", paramLabel = "TIME", defaultValue = "", description = "Now.")
          String to,
      @Option(names = "--cursor", paramLabel = "CURSOR", defaultValue = "") String cursor) {
    var query = "/v1/spend?by=" + Words.escaped(by) + asked("from", from) + asked("to", to);
    var answer = caller.get(query + asked("cursor", cursor));
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else {
      new SpendTable(caller.screen()).show(answer.json());
    }
    return 0;
  }

  private static String asked(String name, String value) {
    return value.isEmpty() ? "" : "&" + name + "=" + Words.escaped(value);
  }

  private int show(Reply answer, JsonNode items, Listing listing, String empty) {
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else {
      listing.show(items, empty, caller.screen());
    }
    return 0;
  }
}
