package dev.holdfast.control.workspace;

import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.delivery.DeliveryPolicy.ChannelTerms;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import dev.holdfast.core.spend.PriceTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// `models.budgets` and `models.prices`: what may be spent, and what it costs.
final class SpendReading {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");
  private static final int WARN = 80;
  private static final int LOWER = 90;
  private static final int ALL = 100;
  private static final int LINES_MAX = 32;

  private final Section models;
  private final Map<String, ProviderSpec> providers;
  private final ModelsPolicy policy;
  private final Map<String, ChannelTerms> channels;
  private final Findings findings;

  SpendReading(
      Section models,
      ModelReading.Models read,
      Map<String, ChannelTerms> channels,
      Findings findings) {
    this.models = models;
    this.providers = read.providers();
    this.policy = read.policy();
    this.channels = channels;
    this.findings = findings;
  }

  /// The policy with what it says of money.
  ModelsPolicy read() {
    var prices = new PriceReading(models, providers, findings).read();
    return with(budgets(prices), prices);
  }

  private ModelsPolicy with(List<BudgetTerms> budgets, PriceTable prices) {
    return new ModelsPolicy(
        policy.tiers(),
        policy.classes(),
        policy.abilities(),
        policy.passContentPolicy(),
        policy.cooling(),
        budgets,
        prices,
        policy.checks());
  }

  private List<BudgetTerms> budgets(PriceTable prices) {
    var budgets = new ArrayList<BudgetTerms>();
    var lines = new HashSet<String>();
    for (var section : models.sections("budgets", Shape.BUDGET_LINE)) {
      var budget = budget(section, prices);
      budgets.add(budget);
      if (!lines.add(budget.scope() + "/" + budget.per())) {
        section.error("scope", "has a budget per " + budget.per().word() + " already; keep one");
      }
    }
    if (budgets.size() > LINES_MAX) {
      models.error("budgets", "must not have more than " + LINES_MAX + " lines");
    }
    return List.copyOf(budgets);
  }

  private BudgetTerms budget(Section section, PriceTable prices) {
    for (var key : List.of("scope", "per")) {
      if (!section.has(key)) {
        section.error(key, "is missing");
      }
    }
    var tokens = section.number("tokens", 1, Long.MAX_VALUE, 0);
    var money = money(section, prices);
    if (!section.has("tokens") && !section.has("money")) {
      section.error("tokens", "is missing, as is 'money': say what the limit is");
    }
    int warn = percent(section, "warn", WARN);
    var lower = lower(section, prices, warn);
    return new BudgetTerms(
        section.choice("scope", Scope.WORKSPACE),
        section.choice("per", Window.DAY),
        tokens,
        money,
        warn,
        lower.at(),
        lower.to(),
        escalate(section));
  }

  /// From which share on a smaller tier is asked, and which.
  private record Lower(int at, String to) {
    static final Lower NEVER = new Lower(0, "");
  }

  private Lower lower(Section line, PriceTable prices, int warn) {
    if (!line.has("lower")) {
      return Lower.NEVER;
    }
    var section = line.section("lower", Shape.LOWER);
    int at = percent(section, "at", Math.max(LOWER, warn));
    if (at < warn) {
      section.error("at", "must not be below warn, which is " + warn + "%: one is warned first");
    }
    var to = section.required("to");
    if (!to.isEmpty() && Known.refers(section, "to", to, "tier", policy.tiers().keySet())) {
      smaller(section, with(List.of(), prices), to);
    }
    return new Lower(at, to);
  }

  /// A tier that nothing would go to lowers nothing.
  private static void smaller(Section section, ModelsPolicy all, String to) {
    if (all.tiers().keySet().stream().noneMatch(tier -> Lowering.isSmaller(all, to, tier))) {
      section.error(
          "to",
          "names '"
              + to
              + "', and every other tier is cheaper by models.prices: nothing goes there");
    }
  }

  private long money(Section section, PriceTable prices) {
    var text = section.text("money", "");
    if (text.isEmpty()) {
      return 0;
    }
    var money = Quantities.money(text);
    if (money.isEmpty() || money.get().micros() == 0) {
      section.error("money", "must be an amount and a currency like 20 EUR, not '" + text + "'");
      return 0;
    }
    var currency = money.get().currency();
    if (!prices.currency().isEmpty() && !currency.equals(prices.currency())) {
      section.error(
          "money", "is in " + currency + ", and models.prices are in " + prices.currency());
    }
    unpriced(section, prices);
    return money.get().micros();
  }

  /// Money that nobody can count is no budget.
  private void unpriced(Section section, PriceTable prices) {
    var unpriced = new TreeSet<String>();
    policy
        .tiers()
        .values()
        .forEach(chain ->
            chain.stream()
                .map(Object::toString)
                .filter(model -> prices.price(model).isEmpty())
                .forEach(unpriced::add));
    if (!unpriced.isEmpty()) {
      section.error(
          "money",
          "cannot be counted: models.prices has no price for "
              + String.join(", ", unpriced)
              + "; what costs nothing has a price of 0");
    }
  }

  private static int percent(Section section, String key, int otherwise) {
    var text = section.text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    var matcher = PERCENT.matcher(text);
    int percent = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (percent < 1 || percent > ALL) {
      section.error(key, "must be between 1% and 100%, not '" + text + "'");
      return otherwise;
    }
    return percent;
  }

  private String escalate(Section section) {
    var channel = section.text("escalate", "");
    if (channel.isEmpty()) {
      section.warning("escalate", "is missing: nobody is told when this budget runs out");
    } else if (Known.refers(section, "escalate", channel, "channel", channels.keySet())) {
      var terms = channels.get(channel);
      if (terms != null && !terms.accepts().contains(MessageKind.ALERT)) {
        section.error(
            "escalate", "names the channel '" + channel + "', which does not accept alert");
      }
    }
    return channel;
  }
}
