package dev.holdfast.core.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.Lowering.Low;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import dev.holdfast.core.spend.Price;
import dev.holdfast.core.spend.PriceTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoweringTest {
  private static final ModelId TINY = new ModelId("main", "tiny");
  private static final ModelId MINI = new ModelId("main", "mini");
  private static final ModelId BIG = new ModelId("main", "big");
  private static final Low TO_SMALL = low(Scope.ACTOR, "small");
  private static final Addressee LARGE = new Addressee.Tier("large");

  private static Low low(Scope scope, String tier) {
    return new Low(new BudgetLine(scope, "ada", Window.DAY), tier);
  }

  private static Price price(long each) {
    return new Price(each, each, each, each);
  }

  private static ModelsPolicy policy(Map<String, Price> prices) {
    var none = ModelsPolicy.NONE;
    var classes = new HashMap<>(none.classes());
    classes.put("chat", new TaskClass("large", none.work("chat").patience()));
    return new ModelsPolicy(
        Map.of("tiny", List.of(TINY), "small", List.of(MINI), "large", List.of(BIG, MINI)),
        classes,
        Map.of(),
        false,
        none.cooling(),
        List.of(),
        new PriceTable("1", "EUR", prices));
  }

  private static ModelsPolicy priced() {
    return policy(Map.of("main/tiny", price(1), "main/mini", price(4), "main/big", price(40)));
  }

  private static Lowering of(ModelsPolicy policy, Addressee asked, Low... lows) {
    return Lowering.of(policy, asked, List.of(lows), _ -> true);
  }

  @Test
  void a_question_to_a_dearer_tier_goes_to_the_smaller_one_and_says_why() {
    var lowered = of(priced(), LARGE, TO_SMALL);
    assertThat(lowered)
        .isEqualTo(new Lowering(new Addressee.Tier("small"), "large", "actor:ada/day"));
    assertThat(lowered.because()).isEqualTo("budget-lowered actor:ada/day");
  }

  @Test
  void a_class_goes_where_its_tier_would_go() {
    assertThat(of(priced(), new Addressee.Work("chat"), TO_SMALL).to())
        .isEqualTo(new Addressee.Tier("small"));
  }

  @Test
  void nothing_goes_to_a_dearer_tier_or_to_its_own() {
    for (var tier : List.of("small", "tiny")) {
      var asked = new Addressee.Tier(tier);
      assertThat(of(priced(), asked, TO_SMALL)).isEqualTo(Lowering.none(asked));
    }
  }

  @Test
  void of_several_budgets_the_smallest_tier_counts_whatever_their_order() {
    var toTiny = low(Scope.WORKSPACE, "tiny");
    assertThat(of(priced(), LARGE, TO_SMALL, toTiny).to()).isEqualTo(new Addressee.Tier("tiny"));
    assertThat(of(priced(), LARGE, toTiny, TO_SMALL).to()).isEqualTo(new Addressee.Tier("tiny"));
  }

  @Test
  void one_model_and_no_other_stays_the_one() {
    assertThat(of(priced(), new Addressee.One(BIG), TO_SMALL).isNone()).isTrue();
  }

  @Test
  void without_prices_the_workspace_is_believed() {
    assertThat(of(policy(Map.of()), LARGE, TO_SMALL).isNone()).isFalse();
  }

  @Test
  void a_tier_that_the_asker_does_not_know_is_not_gone_to() {
    assertThat(of(priced(), LARGE, low(Scope.ACTOR, "gone")).isNone()).isTrue();
  }

  @Test
  void what_nobody_of_the_smaller_tier_can_do_stays_where_it_is() {
    var lows = List.of(TO_SMALL);
    assertThat(Lowering.of(priced(), LARGE, lows, BIG::equals).isNone()).isTrue();
    assertThat(Lowering.of(priced(), LARGE, lows, MINI::equals).isNone()).isFalse();
  }

  @Test
  void what_was_kept_is_read_as_it_was() {
    var lowered = of(priced(), LARGE, TO_SMALL);
    assertThat(Lowering.kept(lowered.because(), LARGE, "small")).isEqualTo(lowered);
    assertThat(Lowering.kept("answer-empty", LARGE, "strong")).isEqualTo(Lowering.none(LARGE));
  }
}
