package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.ToolWish;

/// Tells an answer as it comes, and ends cleanly only if what was told is the whole answer.
final class Recital {
  /// Characters of an answer that came whole, in one piece of its stream.
  private static final int PIECE = 4_096;

  private final Script script;
  private boolean begun;
  private boolean told;
  private boolean over;
  private boolean clean;
  private long characters;
  private int wishes;

  Recital(Script script) {
    this.script = script;
  }

  boolean isOver() {
    return over;
  }

  /// Whether the answer ended as a whole one.
  boolean isClean() {
    return clean;
  }

  /// The server stops, or nobody reads any more.
  String abandoned() {
    return fails(Failing.abandoned());
  }

  /// @param correlation under which a defect is logged
  String text(Heard heard, String correlation) {
    return switch (heard) {
      case Heard.Begun(var model, _, _) -> begins(model);
      case Heard.Piece(var delta) -> piece(delta);
      case Heard.Ended(Outcome.Answered answered) -> ends(answered);
      case Heard.Ended(Outcome.Refused refused) -> fails(Failing.of(refused));
      case Heard.Broken _ -> fails(Failing.internal(correlation));
      case Heard.Nothing() -> "";
    };
  }

  private String begins(dev.holdfast.core.models.ModelId model) {
    if (begun) {
      return "";
    }
    begun = true;
    return script.begins(model);
  }

  private String piece(Delta delta) {
    switch (delta) {
      case Delta.Text(var text) -> characters += text.length();
      case Delta.Wish _ -> wishes++;
      case Delta.Thought _, Delta.Arguments _ -> {
        // Not counted: a thought is no part of the answer, and arguments are the wish's.
      }
    }
    told |= !(delta instanceof Delta.Thought);
    return script.tells(delta);
  }

  private String ends(Outcome.Answered answered) {
    var text = new StringBuilder(begins(answered.by().model()));
    if (!told) {
      recite(answered, text);
    }
    var said = answered.said();
    if (said.text().length() != characters || said.wishes().size() != wishes) {
      return text.append(fails(Failing.untrue())).toString();
    }
    over = true;
    clean = true;
    return text.append(script.ends(answered)).toString();
  }

  /// An answer of which no piece came before it was whole.
  private void recite(Outcome.Answered answered, StringBuilder text) {
    var said = answered.said().text();
    for (int from = 0; from < said.length(); ) {
      int to = Math.min(said.length(), from + PIECE);
      // A character of two halves stays in one piece.
      if (to < said.length() && Character.isHighSurrogate(said.charAt(to - 1))) {
        to++;
      }
      text.append(piece(new Delta.Text(said.substring(from, to))));
      from = to;
    }
    int index = 0;
    for (ToolWish wish : answered.said().wishes()) {
      text.append(piece(new Delta.Wish(index, wish.id(), wish.tool())));
      text.append(piece(new Delta.Arguments(index, wish.arguments())));
      index++;
    }
  }

  private String fails(Failure failure) {
    over = true;
    return script.fails(failure);
  }
}
