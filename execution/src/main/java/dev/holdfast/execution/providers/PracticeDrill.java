package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the practice model does beyond repeating, so that it can be examined like any other: it
/// uses the tool that a text tells it to use, gives the example that stands beside a schema,
/// counts, and collects codes.
final class PracticeDrill {
  private static final Pattern TOOL = Pattern.compile("Use the tool (\\w+) with (\\{[^}]*})");
  private static final Pattern EXAMPLE = Pattern.compile("for example (\\{.*})", Pattern.DOTALL);
  private static final Pattern COUNT = Pattern.compile("Count from (\\d{1,3}) to (\\d{1,3})");
  private static final Pattern CODE = Pattern.compile("code is (\\S+)\\.");
  private static final String CODES = "Answer with every code";

  private PracticeDrill() {}

  /// @param text what was asked last
  /// @param given what tools gave since
  static Optional<Turn.Said> said(Question question, String text, List<String> given) {
    var tool = TOOL.matcher(text);
    if (!question.tools().isEmpty() && tool.find()) {
      return Optional.of(
          given.isEmpty()
              ? new Turn.Said("", List.of(new ToolWish("practice-0", tool.group(1), tool.group(2))))
              : words(String.join(" ", given)));
    }
    var example = EXAMPLE.matcher(text);
    if (question.options().form() instanceof Options.Form.Schema && example.find()) {
      return Optional.of(words(example.group(1)));
    }
    var count = COUNT.matcher(text);
    if (count.find()) {
      return Optional.of(words(numbers(count)));
    }
    return text.contains(CODES) ? Optional.of(words(codes(text))) : Optional.empty();
  }

  private static Turn.Said words(String text) {
    return new Turn.Said(text, List.of());
  }

  private static String numbers(MatchResult count) {
    int from = Integer.parseInt(count.group(1));
    int to = Integer.parseInt(count.group(2));
    return IntStream.rangeClosed(from, to)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  private static String codes(String text) {
    return CODE.matcher(text).results().map(code -> code.group(1)).collect(Collectors.joining(" "));
  }
}
