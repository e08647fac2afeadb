package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What can be asked.
final class ModelListTest {
  @Test
  void tiers_classes_and_models_are_listed_as_openai_lists_models() throws InterruptedException {
    try (var house = new ModelHouse()) {
      var list = house.api.get("/v1/models").json();
      assertThat(list.path("object").asString()).isEqualTo("list");
      assertThat(list.path("data").valueStream().map(item -> item.path("id").asString()))
          .containsExactly("small", "chat", "backup/deep/er", "main/mini", "other/mini");
      assertThat(list.at("/data/0/object").asString()).isEqualTo("model");
      assertThat(list.at("/data/0/owned_by").asString()).isEqualTo("holdfast");
      assertThat(list.at("/data/0/created").isNumber()).isTrue();
      assertThat(list.at("/data/0/holdfast/models/1").asString()).isEqualTo("other/mini");
      assertThat(list.at("/data/3/owned_by").asString()).isEqualTo("main");
    }
  }

  @Test
  void one_can_be_looked_up() throws InterruptedException {
    try (var house = new ModelHouse()) {
      assertThat(house.api.get("/v1/models/small").text("/holdfast/kind")).isEqualTo("tier");
      assertThat(house.api.get("/v1/models/main/mini").text("/id")).isEqualTo("main/mini");
      var unknown = house.api.get("/v1/models/smalll");
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.text("/error/message")).contains("did you mean 'small'?");
    }
  }
}
