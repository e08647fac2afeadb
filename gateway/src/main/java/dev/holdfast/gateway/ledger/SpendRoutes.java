package dev.holdfast.gateway.ledger;

import dev.holdfast.core.Finding;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.SpendQuery;
import dev.holdfast.ledger.SpendQuery.By;
import dev.holdfast.ledger.SpendRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `/v1/spend`: what models have cost, summed up by the store.
public final class SpendRoutes {
  private static final int LIMIT_MAX = 500;
  private static final int LIMIT = 50;
  private static final Duration USUAL = Duration.ofDays(30);
  private static final Set<String> KNOWN = Set.of("by", "from", "to", "cursor", "limit");

  private final Reader reader;
  private final Versions<Policy> policy;
  private final InstantSource clock;

  public SpendRoutes(Reader reader, Versions<Policy> policy, InstantSource clock) {
    this.reader = reader;
    this.policy = policy;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/spend",
            Access.READ,
            Route.Spec.of(
                "Sum up what models have cost, by day, agent, tier, actor or model", "Spend"),
            this::show));
  }

  private Reply show(Call call) {
    var findings = new ArrayList<Finding>();
    call.query().keySet().stream()
        .filter(name -> !KNOWN.contains(name))
        .forEach(name -> findings.add(new Finding("?" + name, "is not known")));
    var now = clock.instant();
    var to = time(call, "to", now.plusSeconds(1), findings);
    var from = time(call, "from", to.minus(USUAL), findings);
    if (!from.isBefore(to)) {
      findings.add(new Finding("?from", "must be before 'to', which is " + to));
    }
    var query =
        new SpendQuery(
            by(call, findings),
            from,
            to,
            call.query().getOrDefault("cursor", ""),
            limit(call, findings));
    return findings.isEmpty() ? Reply.ok(page(query)) : Reply.refused(Problems.malformed(findings));
  }

  private Doc page(SpendQuery query) {
    var rows = reader.spend(query);
    var next = rows.size() < query.limit() ? "" : rows.getLast().part();
    return Doc.page(rows.stream().map(SpendRoutes::doc).toList(), next)
        .text("by", word(query.by()))
        .text("currency", policy.now().models().prices().currency())
        .time("from", query.from())
        .time("to", query.to());
  }

  private static Doc doc(SpendRow row) {
    var usage = row.usage();
    var doc =
        new Doc()
            .text("part", row.part())
            .number("calls", row.calls())
            .number("unknown", row.unknown())
            .number("uncached", usage.uncached())
            .number("cacheRead", usage.cacheRead())
            .number("cacheWrite", usage.cacheWrite())
            .number("output", usage.output())
            .number("reasoning", usage.reasoning())
            .number("tokens", usage.total())
            .number("cost", row.cost())
            .number("chargedTokens", row.charged().tokens())
            .number("chargedMoney", row.charged().money())
            .number("accepted", row.accepted());
    return row.accepted() == 0
        ? doc
        : doc.number("costPerAccepted", Math.ceilDiv(row.judged(), row.accepted()));
  }

  private static By by(Call call, List<Finding> findings) {
    var text = call.query().getOrDefault("by", "day");
    for (var by : By.values()) {
      if (word(by).equals(text)) {
        return by;
      }
    }
    findings.add(new Finding("?by", "must be day, agent, tier, actor or model, not " + text));
    return By.DAY;
  }

  private static String word(By by) {
    return by.name().toLowerCase(Locale.ROOT);
  }

  private static Instant time(Call call, String name, Instant otherwise, List<Finding> findings) {
    var text = call.query().getOrDefault(name, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text);
    } catch (DateTimeParseException _) {
      findings.add(
          new Finding(
              "?" + name, "must be a day or a time like 2026-11-23T09:00:00Z, not " + text));
      return otherwise;
    }
  }

  private static int limit(Call call, List<Finding> findings) {
    var text = call.query().getOrDefault("limit", "");
    if (text.isEmpty()) {
      return LIMIT;
    }
    if (text.matches("[1-9]\\d{0,2}") && Integer.parseInt(text) <= LIMIT_MAX) {
      return Integer.parseInt(text);
    }
    findings.add(new Finding("?limit", "must be between 1 and " + LIMIT_MAX + ", not " + text));
    return LIMIT;
  }
}
