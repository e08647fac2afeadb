package dev.holdfast.core.models;

import dev.holdfast.core.spend.BudgetLine;
import java.util.List;
import java.util.function.Predicate;

/// Where a question goes while budgets run low. It only ever goes to a smaller tier that can do
/// what it needs; what asks for one model and no other is left as it is.
///
/// @param to whom it is put
/// @param from whom it would be put to otherwise, as it was written
/// @param budget the line that it goes by, empty where nothing is lowered
public record Lowering(Addressee to, String from, String budget) {
  /// What every record of a lowered question begins with.
  private static final String WORDS = "budget-lowered ";

  /// A budget that has come so far that questions go to this tier.
  public record Low(BudgetLine line, String tier) {}

  /// @param lows in the order of the workspace; each is applied to what the one before has left
  /// @param able who can do what is asked, as far as anybody knows
  public static Lowering of(
      ModelsPolicy policy, Addressee asked, List<Low> lows, Predicate<ModelId> able) {
    var tier = tier(policy, asked);
    var lowered = none(asked);
    for (var low : lows) {
      if (isSmaller(policy, low.tier(), tier) && isAble(policy, low.tier(), able)) {
        tier = low.tier();
        lowered = new Lowering(new Addressee.Tier(tier), asked.text(), low.line().name());
      }
    }
    return lowered;
  }

  public static Lowering none(Addressee asked) {
    return new Lowering(asked, asked.text(), "");
  }

  public boolean isNone() {
    return budget.isEmpty();
  }

  /// As the ledger keeps it with each question; empty where nothing is lowered.
  public String because() {
    return isNone() ? "" : WORDS + budget;
  }

  /// What a record says, read again.
  ///
  /// @param because as it was kept
  /// @param to the tier that was asked
  public static Lowering kept(String because, Addressee asked, String to) {
    return because.startsWith(WORDS)
        ? new Lowering(new Addressee.Tier(to), asked.text(), because.substring(WORDS.length()))
        : none(asked);
  }

  /// Whether anybody of the tier can do it.
  public boolean isAble(ModelsPolicy policy, Predicate<ModelId> able) {
    return policy.chain(to).stream().anyMatch(able);
  }

  private static boolean isAble(ModelsPolicy policy, String tier, Predicate<ModelId> able) {
    return none(new Addressee.Tier(tier)).isAble(policy, able);
  }

  /// The tier that serves it, empty for none.
  private static String tier(ModelsPolicy policy, Addressee asked) {
    return switch (asked) {
      case Addressee.Tier(var name) -> name;
      case Addressee.Work(var taskClass) -> policy.work(taskClass).tier();
      case Addressee.One _ -> "";
    };
  }

  /// Whether the dearest of its models costs no more than the dearest of the other's. Where a price
  /// is missing nobody can say, and the workspace's word counts.
  public static boolean isSmaller(ModelsPolicy policy, String tier, String than) {
    if (tier.equals(than) || !policy.tiers().containsKey(tier) || than.isEmpty()) {
      return false;
    }
    long one = dearest(policy, tier);
    long other = dearest(policy, than);
    return one < 0 || other < 0 || one <= other;
  }

  /// A million tokens in and a million out, in micro-units; negative where a price is missing.
  private static long dearest(ModelsPolicy policy, String tier) {
    long dearest = 0;
    for (var model : policy.chain(new Addressee.Tier(tier))) {
      var price = policy.prices().price(model.text());
      if (price.isEmpty()) {
        return -1;
      }
      dearest = Math.max(dearest, price.get().uncached() + price.get().output());
    }
    return dearest;
  }
}
