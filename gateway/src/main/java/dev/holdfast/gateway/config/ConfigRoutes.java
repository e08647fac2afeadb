package dev.holdfast.gateway.config;

import dev.holdfast.control.workspace.WorkspaceSchema;
import dev.holdfast.core.Json;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.ledger.PolicyArchive;
import dev.holdfast.ledger.PolicyArchive.Version;
import java.util.List;
import java.util.Optional;

/// `/v1/config`. Secrets are references in the file and stay so here.
public final class ConfigRoutes {
  private final PolicyArchive archive;
  private final Versions<Policy> policy;

  public ConfigRoutes(PolicyArchive archive, Versions<Policy> policy) {
    this.archive = archive;
    this.policy = policy;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/config",
            Access.READ,
            Route.Spec.of("Show the current configuration", "ConfigVersion"),
            call -> show(call, policy.current())),
        Route.get(
            "/v1/config/schema",
            Access.OPEN,
            Route.Spec.of("The JSON Schema (2020-12) of holdfast.yaml, for editors", ""),
            _ -> Reply.text("application/schema+json", WorkspaceSchema.text())),
        Route.get(
            "/v1/config/versions",
            Access.READ,
            Route.Spec.of("List every configuration that was ever active", "ConfigVersions"),
            this::list),
        Route.get(
            "/v1/config/versions/{n}",
            Access.READ,
            Route.Spec.of("Show one version", "ConfigVersion"),
            call -> show(call, number(call.place("n")))));
  }

  private static int number(String text) {
    return text.matches("[1-9]\\d{0,8}") ? Integer.parseInt(text) : 0;
  }

  private Reply show(Call call, int number) {
    return find(number)
        .map(version -> Reply.ok(content(doc(version), version.content())))
        .orElseGet(() -> Reply.refused(Problems.missing("version " + call.place("n"))));
  }

  private Optional<Version> find(int number) {
    return archive.versions().stream().filter(version -> version.number() == number).findFirst();
  }

  private Reply list(Call call) {
    return Reply.ok(
        Doc.page(archive.versions().reversed().stream().map(ConfigRoutes::doc).toList(), ""));
  }

  private static Doc doc(Version version) {
    return new Doc()
        .number("version", version.number())
        .text("sha256", version.sha256())
        .text("author", version.author())
        .text("reason", version.reason())
        .time("at", version.at());
  }

  /// The archive keeps the file and the texts that it refers to as one JSON object.
  private static Doc content(Doc doc, String content) {
    return content.startsWith("{")
        ? doc.json("content", new Json(content))
        : doc.text("content", content);
  }
}
