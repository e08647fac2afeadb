package dev.holdfast.gateway.models;

import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Reply;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/models`: what can be asked, as OpenAI lists models.
final class ModelList {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final Menu menu;

  ModelList(Menu menu) {
    this.menu = menu;
  }

  Reply list() {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("object", "list");
    var items = body.putArray("data");
    menu.dishes().forEach((name, dish) -> items.add(shown(name, dish)));
    return new Reply.Whole(200, JSON, body.toString());
  }

  Reply one(Call call) {
    var provider = call.place("provider");
    var name = provider.isEmpty() ? call.place("model") : provider + "/" + call.place("model");
    var dish = menu.dishes().get(name);
    return dish == null
        ? Failure.unknownModel(name, menu.hint(name)).reply(call.correlation())
        : new Reply.Whole(200, JSON, shown(name, dish).toString());
  }

  /// There is no date of birth: a tier is what the workspace says today.
  private static ObjectNode shown(String name, Menu.Dish dish) {
    var item = JsonNodeFactory.instance.objectNode();
    item.put("id", name);
    item.put("object", "model");
    item.put("created", 0);
    item.put("owned_by", dish.owner());
    var ours = item.putObject("holdfast");
    ours.put("kind", dish.kind());
    var models = ours.putArray("models");
    dish.models().forEach(model -> models.add(model.text()));
    return item;
  }
}
