package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Order;
import dev.holdfast.core.models.Cause;
import dev.holdfast.core.models.CooldownCommand;
import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who answers, and what is left alone.
final class TiersTest {
  private static final String SCOPE = "model:main/mini";
  private House house;

  @BeforeEach
  void open() throws InterruptedException {
    house = new House();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void trip() throws InterruptedException {
    var cause = new Cause(FaultClass.OVERLOADED, "too busy", Duration.ZERO, "");
    house.desk.submit(
        Submission.of(
            new Origin("models", SCOPE),
            new Order(CooldownRules.id(SCOPE), new CooldownCommand.Trip(SCOPE, cause, ""))));
  }

  @Test
  void a_tier_shows_its_models_in_order_and_who_is_asked() {
    var tier = house.api.get("/v1/tiers/small");
    assertThat(tier.text("/asked")).isEqualTo("main/mini");
    assertThat(tier.text("/chain/0/status")).isEqualTo("open");
    assertThat(tier.text("/chain/1/model")).isEqualTo("other/mini");
    assertThat(house.api.get("/v1/tiers").json().path("items").size()).isEqualTo(5);
  }

  @Test
  void a_class_shows_how_patient_it_is() {
    assertThat(house.api.get("/v1/tiers/interactive").text("/first")).isEqualTo("PT20S");
  }

  @Test
  void what_is_left_alone_is_shown_with_why_and_the_next_is_asked() throws InterruptedException {
    trip();
    var tier = house.api.get("/v1/tiers/small");
    assertThat(tier.text("/asked")).isEqualTo("other/mini");
    assertThat(tier.text("/chain/0/status")).isEqualTo("cooling");
    assertThat(tier.text("/chain/0/why")).isEqualTo("model:main/mini: overloaded (too busy)");
    var cooling = house.api.get("/v1/cooldowns");
    assertThat(cooling.text("/items/0/scope")).isEqualTo(SCOPE);
    assertThat(cooling.text("/items/0/class")).isEqualTo("overloaded");
    assertThat(house.api.get("/metrics").response().body())
        .contains(
            "holdfast_model_left_alone{class=\"overloaded\",scope=\""
                + SCOPE
                + "\",state=\"cooling\"} 1.0");
  }

  @Test
  void a_person_may_end_it_with_a_reason() throws InterruptedException {
    trip();
    var released =
        house.api.post(
            "/v1/cooldowns/release", "{\"scope\":\"" + SCOPE + "\",\"reason\":\"mended\"}");
    assertThat(released.status()).isEqualTo(200);
    assertThat(house.api.get("/v1/cooldowns").json().path("items").isEmpty()).isTrue();
    assertThat(house.api.get("/v1/tiers/small").text("/asked")).isEqualTo("main/mini");
    assertThat(house.api.get("/metrics").response().body())
        .doesNotContain("holdfast_model_left_alone{");
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThat(house.api.get("/v1/tiers/huge").status()).isEqualTo(404);
    assertThat(house.api.post("/v1/cooldowns/release", "{\"scope\":\"key:none\"}").status())
        .isEqualTo(404);
    assertThat(house.api.post("/v1/cooldowns/release", "{}").status()).isEqualTo(400);
  }
}
