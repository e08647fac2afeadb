package dev.holdfast.execution.providers;

import dev.holdfast.core.Json;
import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.tools.Marked;
import dev.holdfast.execution.tools.Toolbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A deterministic stand-in for a model: offline, without a key, the same answer to the same
/// question. It repeats what it was told, says in every answer what it is, and uses tools where the
/// text says `use http.get ADDRESS` or `delegate CONTRACT {…}`.
final class PracticeProvider implements Provider {
  private static final String NAME = "[practice model] ";
  private static final int SHOWN = 500;
  private static final Pattern GET = Pattern.compile("use http\\.get (\\S+)");
  private static final Pattern DELEGATE =
      Pattern.compile("delegate ([A-Za-z0-9._-]+)(?:\\s+(\\{.*?}))?(?=\\s|$)");

  @Override
  public Reply ask(String model, Question question, Patience patience, Deltas deltas) {
    int asked = lastAsked(question.turns());
    var text = words((Turn.Asked) question.turns().get(asked));
    var given = given(question.turns().subList(asked, question.turns().size()));
    var said =
        PracticeDrill.said(question, text, given)
            .map(drilled -> named(question, drilled))
            .orElseGet(() -> repeated(text, given));
    tell(said, deltas);
    return new Reply.Whole(
        said,
        said.wishes().isEmpty() ? Finish.STOP : Finish.TOOLS,
        usage(text, said.text()),
        model);
  }

  /// Says what it is, where the answer need not be JSON.
  private static Turn.Said named(Question question, Turn.Said said) {
    return question.options().form() instanceof Options.Form.Free
        ? new Turn.Said(NAME + said.text(), said.wishes())
        : said;
  }

  private static Turn.Said repeated(String text, List<String> given) {
    var wishes = given.isEmpty() ? wishes(text) : List.<ToolWish>of();
    return wishes.isEmpty()
        ? new Turn.Said(answer(text, given), List.of())
        : new Turn.Said(NAME + "uses a tool", wishes);
  }

  /// Word by word, as a model does.
  private static void tell(Turn.Said said, Deltas deltas) {
    for (var word : said.text().splitWithDelimiters(" ", 0)) {
      if (!word.isEmpty()) {
        deltas.hear(new Delta.Text(word));
      }
    }
    for (int i = 0; i < said.wishes().size(); i++) {
      var wish = said.wishes().get(i);
      deltas.hear(new Delta.Wish(i, wish.id(), wish.tool()));
      deltas.hear(new Delta.Arguments(i, wish.arguments()));
    }
  }

  private static String words(Turn.Asked asked) {
    return asked.parts().stream()
        .map(part ->
            switch (part) {
              case Part.Text(var text) -> text;
              case Part.Image _ -> "[image]";
            })
        .collect(Collectors.joining("\n"));
  }

  @Override
  public Probed probe(String model, Duration atMost) {
    return new Probed.Passed("the practice model is built in");
  }

  @Override
  public Listed listed(String model, Duration atMost) {
    return new Listed.Shown("");
  }

  private static int lastAsked(List<Turn> turns) {
    for (int i = turns.size() - 1; i >= 0; i--) {
      if (turns.get(i) instanceof Turn.Asked) {
        return i;
      }
    }
    throw new IllegalArgumentException("a question has a turn that asks");
  }

  private static List<String> given(List<Turn> turns) {
    return turns.stream()
        .filter(Turn.Given.class::isInstance)
        .map(turn -> Marked.data(((Turn.Given) turn).text()))
        .toList();
  }

  private static List<ToolWish> wishes(String text) {
    var wishes = new ArrayList<ToolWish>();
    var get = GET.matcher(text);
    while (get.find()) {
      var arguments = Json.object(Map.of("url", Json.string(get.group(1))));
      wishes.add(wish(wishes.size(), "http.get", arguments.text()));
    }
    var delegate = DELEGATE.matcher(text);
    while (delegate.find()) {
      var input = delegate.group(2) == null ? "{}" : delegate.group(2);
      wishes.add(wish(wishes.size(), "delegate." + delegate.group(1), input));
    }
    return List.copyOf(wishes);
  }

  private static ToolWish wish(int number, String tool, String arguments) {
    return new ToolWish("practice-" + number, Toolbox.wireName(tool), arguments);
  }

  private static String answer(String text, List<String> given) {
    var answer = new StringBuilder(NAME).append("You said: ").append(shown(text));
    given.forEach(one -> answer.append("\nThe tool said: ").append(shown(one)));
    return Json.object(Map.of("text", Json.string(answer.toString()))).text();
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /// Words, since there are no tokens.
  private static Usage usage(String text, String said) {
    return new Usage(text.split("\\s+").length, 0, 0, said.split("\\s+").length, 0);
  }
}
