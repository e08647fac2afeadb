package dev.holdfast.execution.viability;

import dev.holdfast.core.Json;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import java.util.List;

/// What a model is asked. The same words each time, so that answers can be compared; plain ones, so
/// that a small model knows what is wanted. No sampling is named, because some models take none.
final class Paper {
  /// Short questions with one good answer each. What is answered is compared from time to time.
  static final List<String> CANARIES =
      List.of(
          "What is 17 times 23? Answer with the number only.",
          "Which city is the capital of Australia? Answer with one word.",
          "Write the word harbour backwards. Answer with that word only.",
          "Which is larger, 9.11 or 9.9? Answer with the number only.",
          "Translate 'good morning' into Italian. Answer with the translation only.");

  static final String TOOL = "harbour_depth";

  static final Json ARGUMENTS =
      new Json(
          """
          {"type":"object","properties":{"harbour":{"type":"string"}},"required":["harbour"],\
          "additionalProperties":false}\
          """);

  /// What the tool gives, which nobody would guess.
  static final String DEPTH = "4711";

  static final Json BERTH =
      new Json(
          """
          {"type":"object","properties":{"harbour":{"type":"string"},"depth":{"type":"integer"},\
          "cranes":{"type":"array","items":{"type":"string"}}},\
          "required":["harbour","depth","cranes"],"additionalProperties":false}\
          """);

  static final String FIRST_CODE = "KESTREL-4417";
  static final String LAST_CODE = "TAMARIND-9052";

  /// Tokens of an answer, thoughts among them.
  private static final int ANSWER_MAX = 1_000;

  private static final int CHARACTERS_OF_A_TOKEN = 4;
  private static final String TOOL_TEXT =
      "How deep is the harbour of Kiel? Use the tool harbour_depth with {\"harbour\": \"Kiel\"},"
          + " then answer with the number that it gives.";

  private Paper() {}

  static Question plain(String text) {
    return question(List.of(Turn.Asked.of(text)), List.of(), new Options.Form.Free());
  }

  /// Long enough to come in pieces.
  static Question counting() {
    return plain("Count from 1 to 40. Answer with the numbers only, separated by spaces.");
  }

  static Question tool() {
    return question(List.of(Turn.Asked.of(TOOL_TEXT)), offers(), new Options.Form.Free());
  }

  static Question toolGiven(Turn.Said said, ToolWish wish) {
    var turns =
        List.<Turn>of(
            Turn.Asked.of(TOOL_TEXT), said, new Turn.Given(wish.id(), wish.tool(), DEPTH));
    return question(turns, offers(), new Options.Form.Free());
  }

  private static List<Offer> offers() {
    return List.of(new Offer(TOOL, "Tells the depth of a harbour in millimetres.", ARGUMENTS));
  }

  static Question schema() {
    var text =
        "The harbour of Kiel is 14 metres deep. It has a north crane and a south crane. Answer"
            + " with a JSON object, for example {\"harbour\": \"Bergen\", \"depth\": 11,"
            + " \"cranes\": [\"east\"]}";
    return question(
        List.of(Turn.Asked.of(text)), List.of(), new Options.Form.Schema("berth", BERTH));
  }

  /// A text of about so many tokens with one code in its first line and one in its last, so that
  /// one that was cut at either end is seen.
  static Question codes(long tokens) {
    var text = new StringBuilder("The first code is ").append(FIRST_CODE).append(".\n");
    var ending =
        "The last code is "
            + LAST_CODE
            + ".\nAnswer with every code in this text, separated by a space, and nothing else.";
    long characters = tokens * CHARACTERS_OF_A_TOKEN - ending.length();
    for (int line = 1; text.length() < characters; line++) {
      text.append("Line ").append(line).append(": the water in the harbour is calm today.\n");
    }
    return plain(text.append(ending).toString());
  }

  static long tokens(Question question) {
    return Needs.tokens(question);
  }

  private static Question question(List<Turn> turns, List<Offer> offers, Options.Form form) {
    var options =
        new Options(ANSWER_MAX, form, new Options.ToolChoice.Auto(), Options.NONE.sampling());
    return new Question(turns, offers, options);
  }
}
