package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// An answer while it is being put together, within bounds. Empty pieces are none.
final class Draft {
  private static final int TEXT_MAX = 1 << 20;
  private static final int THOUGHT_MAX = 4 << 20;
  private static final int WISHES_MAX = 64;

  private final Deltas deltas;
  private final StringBuilder text = new StringBuilder();
  private final TreeMap<Integer, Wish> wishes = new TreeMap<>();
  private long thought = 0;
  private long argued = 0;
  private Finish finish = Finish.STOP;
  private Usage usage = Usage.NONE;
  private String served = "";

  Draft(Deltas deltas) {
    this.deltas = deltas;
  }

  /// Whether there was anything in it.
  boolean say(String piece) throws BrokenAnswer {
    if (piece.isEmpty()) {
      return false;
    }
    bound(text.length() + (long) piece.length(), TEXT_MAX, "the answer's text");
    text.append(piece);
    deltas.hear(new Delta.Text(piece));
    return true;
  }

  /// Thoughts are heard and not kept.
  boolean think(String piece) throws BrokenAnswer {
    if (piece.isEmpty()) {
      return false;
    }
    thought += piece.length();
    bound(thought, THOUGHT_MAX, "the answer's thoughts");
    deltas.hear(new Delta.Thought(piece));
    return true;
  }

  /// Begins the wish with this index, unless it has begun.
  ///
  /// @param id empty if the provider gives none
  void wish(int index, String id, String tool) throws BrokenAnswer {
    if (wishes.containsKey(index)) {
      return;
    }
    bound(wishes.size() + 1L, WISHES_MAX, "the list of wanted tools");
    if (tool.isEmpty()) {
      throw BrokenAnswer.malformed("a tool is wanted that has no name");
    }
    var wish = new Wish(wishes.size(), id.isEmpty() ? "call-" + index : id, tool);
    wishes.put(index, wish);
    deltas.hear(new Delta.Wish(wish.number, wish.id, tool));
  }

  void argue(int index, String piece) throws BrokenAnswer {
    var wish = wishes.get(index);
    if (wish == null) {
      throw BrokenAnswer.malformed("arguments came for a tool that was not wanted");
    }
    if (!piece.isEmpty()) {
      argued += piece.length();
      bound(argued, TEXT_MAX, "the arguments for tools");
      wish.arguments.append(piece);
      deltas.hear(new Delta.Arguments(wish.number, piece));
    }
  }

  int wishes() {
    return wishes.size();
  }

  void finish(Finish why) {
    finish = why;
  }

  void count(Usage counted) {
    usage = counted;
  }

  Usage counted() {
    return usage;
  }

  void serve(String model) {
    if (!model.isEmpty()) {
      served = model;
    }
  }

  /// A model that stopped and wants tools waits for them, whatever word the provider has for it.
  Reply.Whole whole() {
    var why = finish == Finish.STOP && !wishes.isEmpty() ? Finish.TOOLS : finish;
    return new Reply.Whole(new Turn.Said(text.toString(), wished()), why, usage, served);
  }

  private List<ToolWish> wished() {
    var wished = new ArrayList<ToolWish>();
    wishes.values().forEach(wish -> wished.add(wish.wished()));
    return List.copyOf(wished);
  }

  private static void bound(long size, long most, String what) throws BrokenAnswer {
    if (size > most) {
      throw BrokenAnswer.malformed(what + " is longer than " + most);
    }
  }

  private record Wish(int number, String id, String tool, StringBuilder arguments) {
    Wish(int number, String id, String tool) {
      this(number, id, tool, new StringBuilder());
    }

    /// A tool without arguments is given none by some, and an empty object by others.
    ToolWish wished() {
      return new ToolWish(id, tool, arguments.isEmpty() ? "{}" : arguments.toString());
    }
  }
}
