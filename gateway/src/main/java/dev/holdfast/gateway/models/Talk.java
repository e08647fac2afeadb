package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The conversation that a request repeats, while it is read.
final class Talk {
  private final List<Turn> turns = new ArrayList<>();
  private final Map<String, String> tools = new HashMap<>();

  void instructed(String text) {
    turns.add(new Turn.Instructed(text));
  }

  void asked(List<Part> parts) {
    turns.add(new Turn.Asked(parts));
  }

  /// What the model said and wished; wishes right behind what it said are part of the same turn.
  void said(String text, List<ToolWish> wishes) {
    wishes.forEach(wish -> tools.put(wish.id(), wish.tool()));
    if (text.isEmpty() && !turns.isEmpty() && turns.getLast() instanceof Turn.Said before) {
      var all = new ArrayList<>(before.wishes());
      all.addAll(wishes);
      turns.set(turns.size() - 1, new Turn.Said(before.text(), List.copyOf(all)));
    } else {
      turns.add(new Turn.Said(text, wishes));
    }
  }

  /// @param name of the member that names the wish
  void given(Item message, String name, String text) {
    var wish = message.needed(name);
    var tool = tools.get(wish);
    if (tool == null) {
      if (!wish.isEmpty()) {
        message.wrong(name, "answers '" + wish + "', which no tool call before it is called");
      }
      return;
    }
    turns.add(new Turn.Given(wish, tool, text));
  }

  /// All turns; without one of somebody who asks there is no question.
  List<Turn> turns(Item request, String name) {
    if (turns.stream().allMatch(Turn.Instructed.class::isInstance)) {
      request.wrong(name, "must hold a message of a user");
    }
    return List.copyOf(turns);
  }
}
