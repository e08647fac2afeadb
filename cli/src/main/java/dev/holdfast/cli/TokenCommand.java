package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Listing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Who may do what.
@Command(
    name = "token",
    synopsisSubcommandLabel = "[create | list | revoke]",
    description = {"Who may use the API, and for what.", Noun.ALONE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast token create ci --role client      printed once, kept as a hash only",
      "  holdfast token list",
      "  holdfast token revoke token_3k --reason 'laptop lost'"
    })
final class TokenCommand implements Callable<Integer> {
  private final Caller caller;
  private final Noun noun;

  @Mixin private final Page page = new Page();

  TokenCommand(Caller caller) {
    this.caller = caller;
    this.noun = new Noun(caller, "/v1/tokens");
  }

  /// What a token may do, from everything to reading.
  enum Role {
    admin,
    operator,
    worker,
    client,
    models,
    viewer
  }

  @Command(name = "create", description = "Make a token; its secret is printed once.")
  int create(
      @Parameters(paramLabel = "NAME", description = "Whose it is.") String name,
      @Option(
              names = "--role",
              defaultValue = "client",
              description = "admin, operator, worker, client, models or viewer (default: client).")
          Role role) {
    var answer =
        caller.post("/v1/tokens", Reply.object().put("name", name).put("role", role.name()));
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
      return 0;
    }
    caller.screen().line(answer.json().path("secret").asString());
    caller
        .screen()
        .note(
            "made "
                + answer.json().path("token").asString()
                + " for "
                + name
                + " as "
                + role
                + "; it is shown this once");
    return 0;
  }

  @Override
  public Integer call() {
    return list(page);
  }

  @Command(name = "list", description = "List tokens; never their secrets.")
  int list(@Mixin Page page) {
    var listing =
        new Listing()
            .column("TOKEN", "/token")
            .column("NAME", "/name")
            .column("ROLE", "/role")
            .column("STATUS", "/status")
            .column("CREATED", "/createdAt");
    return noun.list(page, listing, "No tokens.");
  }

  @Command(name = "revoke", description = "End a token; every server knows within seconds.")
  int revoke(
      @Parameters(paramLabel = "TOKEN") String id,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "revoked from the shell")
          String reason) {
    return noun.order(id, "revoke", Reply.object().put("reason", reason));
  }
}
