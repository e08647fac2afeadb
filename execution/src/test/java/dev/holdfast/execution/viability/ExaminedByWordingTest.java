package dev.holdfast.execution.viability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Examination.Judgement;
import dev.holdfast.execution.viability.Polyglot.Wording;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The same examination in each provider's own words.
final class ExaminedByWordingTest {
  private static final int WINDOW = 4_096;

  private final Polyglot server = new Polyglot();
  private final Classroom room = new Classroom(providers(), server.port());

  ExaminedByWordingTest() throws IOException {}

  private Map<String, ProviderSpec> providers() {
    var none = new Secret.None();
    return Map.of(
        "openai", new ProviderSpec.OpenAi(server.url(Wording.OPENAI), none),
        "anthropic", new ProviderSpec.Anthropic(server.url(Wording.ANTHROPIC), none),
        "gemini", new ProviderSpec.Gemini(server.url(Wording.GEMINI), none),
        "ollama", new ProviderSpec.Ollama(server.url(Wording.OLLAMA), none, WINDOW));
  }

  @AfterEach
  void stop() throws InterruptedException {
    room.close();
    server.close();
  }

  private Examination found(Wording words) throws InterruptedException {
    return room.found(new ModelId(words.toString(), "good"));
  }

  @ParameterizedTest
  @EnumSource
  void who_can_all_is_viable_in_whatever_words_it_is_asked(Wording words)
      throws InterruptedException {
    var found = found(words);
    assertThat(found.judgement()).as(found.toString()).isEqualTo(Judgement.VIABLE);
    assertThat(found.trait(Aspect.TOOLS).orElseThrow().seen())
        .isEqualTo("used the tool, and what it gave");
    assertThat(found.pace().asks()).isEqualTo(5);
    assertThat(found.tokens()).isPositive();
    assertThat(server.questions).hasSize(10);
  }

  private List<JsonNode> longOnes() {
    return server.questions.stream()
        .filter(question -> question.toString().contains("every code"))
        .toList();
  }

  @Test
  void ollama_is_told_its_window_and_to_cut_nothing_and_both_ends_are_sent()
      throws InterruptedException {
    var found = found(Wording.OLLAMA);
    assertThat(longOnes())
        .singleElement()
        .satisfies(question -> {
          assertThat(question.at("/options/num_ctx").asInt()).isEqualTo(WINDOW);
          assertThat(question.path("truncate").asBoolean(true)).isFalse();
          assertThat(question.path("shift").asBoolean(true)).isFalse();
          assertThat(question.toString()).contains(Paper.FIRST_CODE, Paper.LAST_CODE);
        });
    // No longer than what it is loaded with, less what an estimate may be wrong by.
    assertThat(found.window()).isBetween(WINDOW * 65L / 100, WINDOW * 75L / 100);
    assertThat(found.identity().digest()).isEqualTo("abc123");
  }

  @Test
  void who_cuts_a_question_without_a_word_is_found_out() throws InterruptedException {
    server.room = 1_000;
    var found = found(Wording.OLLAMA);
    assertThat(Classroom.failed(found)).containsExactly(Aspect.WINDOW);
    assertThat(found.trait(Aspect.WINDOW).orElseThrow().seen())
        .contains("it has lost the beginning");
    assertThat(found.window()).isBetween(650L, 720L);
  }
}
