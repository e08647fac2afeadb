package dev.holdfast.execution.models;

import static dev.holdfast.execution.models.BreakingProvider.refuses;
import static dev.holdfast.execution.models.BreakingProvider.says;
import static dev.holdfast.execution.models.BreakingProvider.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A schema that the question's words ask for: who is held to it, and who goes by the words.
final class FittingTest {
  private static final Json OBJECT = new Json("{\"type\":\"object\"}");
  private static final String HELD = "\"response_format\":{\"type\":\"json_schema\"";
  private static final BreakingProvider.Break REFUSES =
      refuses("400 Bad", "", "response_format is not supported");

  @TempDir private Path folder;
  private Broker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new Broker(folder);
    broker.provider.model("a", says("{}", "a")).model("b", says("{}", "b"));
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  private static Question told(List<Offer> tools, Options.ToolChoice choice) {
    return new Question(
        List.of(Turn.Asked.of("hello")),
        tools,
        Options.NONE.with(new Options.Form.Told("result", OBJECT)).with(choice));
  }

  private Outcome ask(String tier) throws InterruptedException {
    return broker.ask(tier, told(List.of(), new Options.ToolChoice.Auto()), new Manner.Buffered());
  }

  private Outcome askWithTools(Options.ToolChoice choice) throws InterruptedException {
    var tools = List.of(new Offer("look", "Looks.", OBJECT));
    return broker.ask("one", told(tools, choice), new Manner.Buffered());
  }

  @Test
  void who_can_be_held_to_it_is() throws Exception {
    assertThat(ask("one")).isInstanceOf(Outcome.Answered.class);
    assertThat(broker.provider.questions()).singleElement().asString().contains(HELD);
  }

  @Test
  void who_may_use_tools_is_not_and_who_may_not_use_them_any_more_is() throws Exception {
    askWithTools(new Options.ToolChoice.Auto());
    askWithTools(new Options.ToolChoice.Never());
    assertThat(broker.provider.questions().getFirst()).contains("\"look\"").doesNotContain(HELD);
    assertThat(broker.provider.questions().getLast()).contains("\"look\"").contains(HELD);
  }

  @Test
  void who_cannot_keep_to_one_is_asked_all_the_same() throws Exception {
    broker.can("a", new Abilities(0, 0, true, false, true, true));
    assertThat(ask("two")).isInstanceOf(Outcome.Answered.class);
    assertThat(broker.provider.asked("a")).isEqualTo(1);
    assertThat(broker.provider.questions().getFirst()).doesNotContain(HELD);
  }

  @Test
  void who_refuses_it_is_asked_in_words_and_from_then_on() throws Exception {
    broker.provider.model("a", REFUSES, says("{}", "a"));
    assertThat(ask("two").attempts()).hasSize(2).allMatch(made -> made.model().model().equals("a"));
    assertThat(ask("two").attempts()).hasSize(1);
    assertThat(broker.provider.questions())
        .extracting(asked -> asked.contains(HELD))
        .containsExactly(true, false, false);
    assertThat(broker.intents).hasSize(3);
  }

  @Test
  void who_refuses_the_question_itself_is_not_remembered_for_the_schema() throws Exception {
    broker.provider.model("a", REFUSES, REFUSES, says("{}", "a"));
    var refused = ask("two");
    assertThat(refused.lastFault())
        .hasValueSatisfying(
            fault -> assertThat(fault.kind()).isEqualTo(FaultClass.INVALID_REQUEST));
    assertThat(refused.attempts()).hasSize(2);
    ask("two");
    assertThat(broker.provider.questions().getLast()).contains(HELD);
  }

  @Test
  void a_caller_s_schema_is_looked_at_too_and_repaired_once_without_tools() throws Exception {
    broker.settings.violations(value ->
        value.text().startsWith("{") ? List.of() : List.of(new Finding("", "is no object")));
    broker.provider.model("a", says("words", "a"), says("{}", "a"), says("words", "a"));
    var tools = List.of(new Offer("look", "Looks.", OBJECT));
    var schema = Options.NONE.with(new Options.Form.Schema("result", OBJECT));
    var question = new Question(List.of(Turn.Asked.of("hello")), tools, schema);
    var repaired = broker.ask("one", question, new Manner.Buffered());
    assertThat(repaired).isInstanceOf(Outcome.Answered.class);
    assertThat(broker.provider.questions().getLast())
        .contains("is no object", "\"tool_choice\":\"none\"");
    assertThat(broker.ask("one", question, new Manner.Buffered()))
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class,
            none -> assertThat(none.why().code()).isEqualTo("answer-breaks-schema"));
    assertThat(broker.intents).hasSize(4);
  }

  @Test
  void a_model_that_has_been_asked_twice_is_not_asked_again_in_words() throws Exception {
    broker.provider.model("a", status("500 Oh", "", "{}"), REFUSES, says("{}", "a"));
    assertThat(ask("one")).isInstanceOf(Outcome.Unanswered.class);
    assertThat(broker.provider.asked("a")).isEqualTo(2);
  }
}
