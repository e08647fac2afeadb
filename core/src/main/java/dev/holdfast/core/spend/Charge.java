package dev.holdfast.core.spend;

import dev.holdfast.core.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one attempt at a model is charged with, and to whom.
///
/// @param reserved what was put aside for it before it was made
/// @param shares who pays it: for each budget that bears it, all that is charged
public record Charge(Payer payer, Amount reserved, Bill bill, List<Share> shares) {
  /// Of what asks no model.
  public static final Charge NONE = new Charge(Payer.NOBODY, Amount.NONE, Bill.NONE, List.of());

  /// Whose spending it is; every part may be empty.
  ///
  /// @param model that was asked, written `provider/name`
  /// @param tier that the question was put to
  /// @param session public id
  public record Payer(String model, String tier, String agent, String actor, String session) {
    public static final Payer NOBODY = new Payer("", "", "", "", "");
  }

  /// Entries of before there were charges have none.
  public static Charge orNone(@Nullable Charge written) {
    return written == null ? NONE : written;
  }

  public boolean isNone() {
    return payer.model().isEmpty();
  }

  /// What budgets bear. Of what nobody counted, it is all that was put aside.
  public Amount charged() {
    return switch (bill.billed()) {
      case KNOWN -> bill.amount();
      case UNKNOWN -> bill.amount().atLeast(reserved);
    };
  }

  /// As the ledger keeps it beside the state.
  public Standing.Spent spent() {
    var usage = bill.usage();
    return new Standing.Spent(
        new Standing.Whose(payer.model(), payer.tier(), payer.agent(), payer.actor()),
        List.of(
            usage.uncached(),
            usage.cacheRead(),
            usage.cacheWrite(),
            usage.output(),
            usage.reasoning()),
        bill.cost(),
        bill.billed() == Bill.Billed.KNOWN,
        charged().tokens(),
        charged().money(),
        shares.stream().map(share -> share.line().stream().key()).distinct().toList());
  }
}
