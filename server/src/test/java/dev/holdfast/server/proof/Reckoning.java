package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What was asked, against what the server remembers, against what the receivers got.
final class Reckoning {
  private final Api api;
  private final Load load;

  Reckoning(Api api, Load load) {
    this.api = api;
    this.load = load;
  }

  /// How many there were of what.
  record Count(int requests, int deliveries, int unknowns, int doubled) {
    @Override
    public String toString() {
      return "requests=%d deliveries=%d unknowns=%d copies-at-the-idempotent-sink=%d"
          .formatted(requests, deliveries, unknowns, doubled);
    }
  }

  Count reckon() {
    api.assertBooksBalance();
    assertThat(load.complaints()).isEmpty();
    int requests = requests();
    var deliveries = api.all("/v1/deliveries");
    assertThat(deliveries).as("one reply each").hasSize(requests);
    var again = on(deliveries, "again");
    var once = on(deliveries, "once");
    idempotent(again);
    int unknowns = held(once);
    int calls = load.again().calls().size();
    return new Count(requests, deliveries.size(), unknowns, calls - again.size());
  }

  /// Every acknowledged request is there under the id that was told, once, and has ended.
  private int requests() {
    var known = new HashMap<String, String>();
    for (var request : api.all("/v1/requests")) {
      var text = request.path("text").asString("");
      var before = known.put(text, request.path("request").asString(""));
      assertThat(before).as("'%s' was accepted twice", text).isNull();
      var expected = text.startsWith("impossible") ? "failed" : "replied";
      assertThat(request.path("status").asString("")).as(request.toString()).isEqualTo(expected);
    }
    // Equal, not only contained: whoever asks repeats until the answer is there.
    assertThat(known).isEqualTo(load.accepted());
    return known.size();
  }

  private static Map<String, JsonNode> on(List<JsonNode> deliveries, String channel) {
    return deliveries.stream()
        .filter(delivery -> delivery.path("channel").asString("").equals(channel))
        .collect(Collectors.toMap(delivery -> delivery.path("delivery").asString(""), d -> d));
  }

  /// Nothing is missing; what came more than once came with the same id and the same content.
  private void idempotent(Map<String, JsonNode> deliveries) {
    deliveries.values().forEach(delivery -> assertStatus(delivery, "delivered"));
    var received = load.again().byId();
    assertThat(received.keySet()).isEqualTo(deliveries.keySet());
    received.forEach((id, calls) -> {
      assertThat(calls.stream().map(Sink.Call::body).distinct()).as(id).hasSize(1);
      assertThat(calls.stream().map(Sink.Call::mood)).as(id).anyMatch(Sink.Mood::tells);
    });
  }

  /// Nothing was taken twice. What was confirmed is delivered; what is unknown is so for a reason.
  private int held(Map<String, JsonNode> deliveries) {
    var received = load.once().byId();
    assertThat(deliveries.keySet()).containsAll(received.keySet());
    var unknown = new HashSet<String>();
    deliveries.forEach((id, delivery) -> {
      var calls = received.containsKey(id) ? received.get(id) : List.<Sink.Call>of();
      long taken = calls.stream().filter(call -> call.mood().takes()).count();
      assertThat(taken).as("%s was taken %d times", id, taken).isLessThanOrEqualTo(1);
      boolean told = calls.stream().anyMatch(call -> call.mood().tells());
      if (delivery.path("status").asString("").equals("unknown")) {
        unknown.add(id);
        assertExplained(delivery, taken == 1 && !told);
      } else {
        assertStatus(delivery, "delivered");
        assertThat(told).as("%s has a receipt that nobody gave", id).isTrue();
      }
    });
    return unknown.size();
  }

  private static void assertStatus(JsonNode delivery, String status) {
    assertThat(delivery.path("status").asString("")).as(delivery.toString()).isEqualTo(status);
  }

  /// Either the receiver took it and never said so, or the sender was killed in the middle.
  private static void assertExplained(JsonNode delivery, boolean takenInSilence) {
    assertThat(takenInSilence || delivery.toString().contains("sender-lost"))
        .as(delivery.toString())
        .isTrue();
  }
}
