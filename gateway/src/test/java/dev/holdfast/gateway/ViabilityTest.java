package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Order;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Identity;
import dev.holdfast.core.models.viability.Pace;
import dev.holdfast.core.models.viability.Settings;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.core.models.viability.Trait.Result;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What models really do, as it is asked for and told.
final class ViabilityTest {
  private static final ModelId MINI = new ModelId("main", "mini");
  private static final String CHECK = "/v1/viability/check";
  private House house;

  @BeforeEach
  void open() throws InterruptedException {
    house = new House();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void tell(ModelId model, ViabilityCommand command) throws InterruptedException {
    house.desk.submit(
        Submission.of(new Origin("node", "n1"), new Order(ViabilityRules.id(model), command)));
  }

  /// All is passed but this.
  private Examination without(ModelId model, Aspect lacked) {
    var traits =
        Stream.of(Aspect.values())
            .map(aspect ->
                new Trait(aspect, aspect == lacked ? Result.FAILED : Result.PASSED, "as seen"))
            .toList();
    var settings = Codec.hash(Settings.text(house.workspace().get(), model));
    return new Examination(
        traits,
        new Pace(5, 10, 20, 30, 40, 50),
        7_900,
        new Identity("mini-2026", "", settings, List.of("391")),
        190);
  }

  private void examined(ModelId model, Aspect lacked) throws InterruptedException {
    tell(model, new ViabilityCommand.Want(model, "ada", "asked for"));
    tell(model, new ViabilityCommand.Begin("node", Duration.ofMinutes(1)));
    tell(model, new ViabilityCommand.Conclude("node", without(model, lacked)));
  }

  @Test
  void all_models_that_the_workspace_names_are_listed_also_those_nobody_has_looked_at() {
    var list = house.api.get("/v1/viability");
    assertThat(list.json().path("items").valueStream().map(item -> item.path("model").asString()))
        .containsExactly("backup/deep/er", "main/mini", "other/mini");
    assertThat(list.text("/items/1/status")).isEqualTo("new");
    assertThat(list.json().at("/items/1/counts").asBoolean(true)).isFalse();
  }

  @Test
  void a_check_takes_models_tiers_and_classes_each_model_once() {
    var taken =
        house.api.post(
            CHECK,
            "{\"models\":[\"main/mini\",\"chat\"],\"tier\":\"small\",\"reason\":\"to be sure\"}");
    assertThat(taken.status()).as(taken.response().body()).isEqualTo(202);
    assertThat(taken.json().path("items")).hasSize(2);
    assertThat(taken.text("/items/0/status")).isEqualTo("wanted");
    assertThat(taken.text("/items/0/why")).isEqualTo("to be sure");
    assertThat(taken.text("/items/0/wantedBy")).isNotEmpty();
    // Who asks again joins in.
    assertThat(house.api.post(CHECK, "{}").json().path("items")).hasSize(2);
  }

  @Test
  void what_was_found_is_told_with_how_fast_and_until_when_it_counts() throws InterruptedException {
    examined(MINI, Aspect.TOOLS);
    var mini = house.api.get("/v1/viability/main/mini");
    assertThat(mini.text("/status")).isEqualTo("flawed");
    assertThat(mini.json().path("counts").asBoolean(false)).isTrue();
    assertThat(mini.text("/traits/3/aspect")).isEqualTo("tools");
    assertThat(mini.text("/traits/3/result")).isEqualTo("failed");
    assertThat(mini.text("/traits/3/seen")).isEqualTo("as seen");
    assertThat(mini.json().at("/pace/firstP95Millis").asInt(0)).isEqualTo(20);
    assertThat(mini.json().path("window").asInt(0)).isEqualTo(7_900);
    assertThat(mini.text("/version")).isEqualTo("mini-2026");
    assertThat(mini.text("/by")).isEqualTo("ada");
    assertThat(mini.text("/until")).isNotEmpty();
  }

  @Test
  void who_cannot_something_is_told_in_its_chain_and_who_is_of_no_use_is_passed_by()
      throws InterruptedException {
    examined(MINI, Aspect.SCHEMA);
    var lacking = house.api.get("/v1/tiers/small");
    assertThat(lacking.text("/asked")).isEqualTo("main/mini");
    assertThat(lacking.text("/chain/0/lacks/0")).isEqualTo("schema");
    examined(MINI, Aspect.ANSWERS);
    var passedBy = house.api.get("/v1/tiers/small");
    assertThat(passedBy.text("/asked")).isEqualTo("other/mini");
    assertThat(passedBy.text("/chain/0/status")).isEqualTo("unfit");
    assertThat(passedBy.text("/chain/0/why")).isEqualTo("failed its examination: as seen");
  }

  @Test
  void what_counts_no_longer_keeps_nobody_from_questions_and_says_why()
      throws InterruptedException {
    examined(MINI, Aspect.ANSWERS);
    assertThat(house.api.get("/v1/tiers/small").text("/chain/0/examined")).isNotEmpty();
    tell(MINI, new ViabilityCommand.Notice("mini-2027", ""));
    var tier = house.api.get("/v1/tiers/small");
    assertThat(tier.text("/asked")).isEqualTo("main/mini");
    assertThat(tier.text("/chain/0/outdated")).isEqualTo("its version 'mini-2027' was 'mini-2026'");
    var mini = house.api.get("/v1/viability/main/mini");
    assertThat(mini.text("/status")).isEqualTo("outdated");
    assertThat(mini.json().path("counts").asBoolean(true)).isFalse();
  }

  @Test
  void who_waits_is_told_when_it_is_found() throws Exception {
    tell(MINI, new ViabilityCommand.Want(MINI, "ada", "asked for"));
    tell(MINI, new ViabilityCommand.Begin("node", Duration.ofMinutes(1)));
    var waiting =
        new FutureTask<>(() -> house.api.get("/v1/viability/main/mini", "Prefer", "wait=20"));
    Thread.ofVirtual().start(waiting);
    assertThat(house.api.get("/v1/viability/main/mini").text("/status")).isEqualTo("examining");
    tell(MINI, new ViabilityCommand.Conclude("node", without(MINI, Aspect.WINDOW)));
    assertThat(waiting.get().text("/status")).isEqualTo("flawed");
  }

  @Test
  void what_nobody_can_examine_is_refused_whole_and_says_which() {
    var refused = house.api.post(CHECK, "{\"models\":[\"main/mini\",\"away/mini\",\"huge\"]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.response().body()).contains("'away/mini'", "'huge'");
    assertThat(house.api.get("/v1/viability/main/mini").text("/status")).isEqualTo("new");
    assertThat(house.api.post(CHECK, "{\"models\":\"main/mini\"}").status()).isEqualTo(400);
    assertThat(house.api.post(CHECK, "{\"aspects\":[\"flying\"]}").status()).isEqualTo(400);
    assertThat(house.api.get("/v1/viability/away/mini").status()).isEqualTo(404);
  }
}
