package dev.holdfast.gateway.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetState;
import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.showing.Streams.Kept;
import java.time.InstantSource;
import java.util.List;

/// `/v1/budgets`: what each budget bears in the window that goes on. One of which nothing was
/// wanted in it is not listed; beside the list stand the workspace's lines, from which budgets
/// come.
public final class BudgetRoutes {
  private final Streams streams;
  private final Pages pages;
  private final Versions<Policy> policy;
  private final InstantSource clock;

  public BudgetRoutes(Streams streams, Versions<Policy> policy, InstantSource clock) {
    this.streams = streams;
    this.pages = new Pages(streams);
    this.policy = policy;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/budgets",
            Access.READ,
            Route.Spec.of("List budgets: what each bears, has leased and has left", "Budgets"),
            this::list));
  }

  private Reply list(Call call) {
    var lines = policy.now().models().budgets().stream().map(BudgetRoutes::line).toList();
    return pages.list(
        call,
        new Pages.Listing<>(Kind.BUDGET, BudgetState.class, this::goesOn, this::doc),
        page ->
            page.docs("lines", lines).text("currency", policy.now().models().prices().currency()));
  }

  private boolean goesOn(BudgetState state) {
    return state instanceof BudgetState.Open open && clock.instant().isBefore(open.span().end());
  }

  private Doc doc(Kept<BudgetState> kept) {
    return switch (kept.state()) {
      case BudgetState.New() -> new Doc();
      case BudgetState.Open open ->
          open(open).text("status", streams.status(kept.id(), kept.state()));
    };
  }

  private Doc open(BudgetState.Open open) {
    var limit = open.limit();
    var doc =
        whose(open.line())
            .time("begin", open.span().begin())
            .time("end", open.span().end())
            .doc("limit", amount(limit, limit))
            .doc("borne", amount(open.spent(), limit))
            .doc("leased", amount(open.leased(), limit))
            .doc("left", amount(open.left(), limit));
    if (!open.beyond().isNone()) {
      doc.doc("beyond", amount(open.beyond(), limit));
    }
    policy.now().models().budgets().stream()
        .filter(terms -> terms.scope() == open.line().scope() && terms.per() == open.line().per())
        .findFirst()
        .ifPresent(terms -> thresholds(doc, terms));
    return doc;
  }

  private static Doc whose(BudgetLine line) {
    return new Doc()
        .text("budget", line.name())
        .text("scope", line.scope().word())
        .text("subject", line.subject())
        .text("per", line.per().word());
  }

  /// Only what has a limit is told.
  private static Doc amount(Amount amount, Amount limit) {
    var doc = new Doc();
    if (limit.tokens() > 0) {
      doc.number("tokens", amount.tokens());
    }
    return limit.money() > 0 ? doc.number("money", amount.money()) : doc;
  }

  private static Doc line(BudgetTerms terms) {
    var doc =
        new Doc()
            .text("scope", terms.scope().word())
            .text("per", terms.per().word())
            .doc("limit", amount(terms.limit(), terms.limit()));
    thresholds(doc, terms);
    return doc;
  }

  /// In percent of the limit; zero is none.
  private static void thresholds(Doc doc, BudgetTerms terms) {
    if (terms.warnAt() > 0) {
      doc.number("warnAt", terms.warnAt());
    }
    if (terms.lowerAt() > 0) {
      doc.number("lowerAt", terms.lowerAt());
    }
    doc.text("lowerTier", terms.lowerTier()).text("escalate", terms.escalate());
  }
}
