package dev.holdfast.gateway;

import static dev.holdfast.gateway.ModelHouse.RESPONSES;
import static dev.holdfast.gateway.ModelHouse.events;
import static dev.holdfast.gateway.ModelHouse.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import dev.holdfast.gateway.models.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Answers in the words of OpenAI's responses.
final class ResponsesTest {
  private ModelHouse house;

  @BeforeEach
  void open() throws InterruptedException {
    house = new ModelHouse();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void a_response_holds_the_answer_and_repeats_what_was_asked() {
    var got =
        house.api.post(
            RESPONSES, response("\"metadata\":{\"k\":\"v\"},\"temperature\":0.5,\"store\":false"));
    assertThat(got.status()).as(got.response().body()).isEqualTo(200);
    var json = got.json();
    assertThat(json.path("object").asString()).isEqualTo("response");
    assertThat(json.path("status").asString()).isEqualTo("completed");
    assertThat(json.at("/output/0/type").asString()).isEqualTo("message");
    assertThat(json.at("/output/0/content/0/type").asString()).isEqualTo("output_text");
    assertThat(json.at("/output/0/content/0/text").asString()).isEqualTo("Hello, Ann!");
    assertThat(json.at("/metadata/k").asString()).isEqualTo("v");
    assertThat(json.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(json.path("store").asBoolean()).isFalse();
    assertThat(json.at("/usage/input_tokens").asInt()).isEqualTo(15);
    assertThat(json.at("/usage/input_tokens_details/cached_tokens").asInt()).isEqualTo(5);
    assertThat(json.at("/usage/output_tokens_details/reasoning_tokens").asInt()).isEqualTo(3);
    assertThat(json.path("model").asString()).isEqualTo("main/mini");
    assertThat(got.header("x-holdfast-ignored")).isEmpty();
  }

  @Test
  void the_whole_conversation_reaches_the_model() throws InterruptedException {
    var body =
        """
        {"model":"small","instructions":"Be brief.","input":[
          {"role":"user","content":[{"type":"input_text","text":"What?"},
             {"type":"input_image","image_url":"https://example.test/a.png","detail":"auto"}]},
          {"type":"reasoning","id":"rs_1","summary":[]},
          {"type":"message","id":"msg_1","role":"assistant","status":"completed",
             "content":[{"type":"output_text","text":"Let me look.","annotations":[]}]},
          {"type":"function_call","id":"fc_1","call_id":"c1","name":"look","arguments":"{}"},
          {"type":"function_call","call_id":"c2","name":"look","arguments":"{}"},
          {"type":"function_call_output","call_id":"c1","output":"a cat"},
          {"type":"function_call_output","call_id":"c2","output":[{"type":"input_text","text":"a dog"}]}],
         "tools":[{"type":"function","name":"look","parameters":{"type":"object"},"strict":false}],
         "tool_choice":"required","max_output_tokens":9,"reasoning":{"effort":"low"},
         "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"}},"verbosity":"low"}}
        """;
    var got = house.api.post(RESPONSES, body);
    assertThat(got.status()).as(got.response().body()).isEqualTo(200);
    var question = house.door.asked.take().question();
    var look1 = new ToolWish("c1", "look", "{}");
    var look2 = new ToolWish("c2", "look", "{}");
    assertThat(question.turns())
        .containsExactly(
            new Turn.Instructed("Be brief."),
            new Turn.Asked(
                List.of(new Part.Text("What?"), new Part.Image("https://example.test/a.png"))),
            new Turn.Said("Let me look.", List.of(look1, look2)),
            new Turn.Given("c1", "look", "a cat"),
            new Turn.Given("c2", "look", "a dog"));
    assertThat(question.options().maxTokens()).isEqualTo(9);
    assertThat(question.options().choice()).isInstanceOf(Options.ToolChoice.Required.class);
    assertThat(question.options().form()).isInstanceOf(Options.Form.Schema.class);
    assertThat(question.options().sampling().text()).isEqualTo("{\"reasoning_effort\":\"low\"}");
    assertThat(got.header("x-holdfast-ignored"))
        .isEqualTo("input[].content[].detail, input[].reasoning, text.verbosity");
  }

  @Test
  void events_come_in_order_and_numbered() {
    house.door.plays(hearer -> {
      hearer.answers(ScriptedDoor.MINI, 1);
      hearer.hears(new Delta.Text("Let me "));
      hearer.hears(new Delta.Text("look."));
      hearer.hears(new Delta.Wish(0, "c1", "look"));
      hearer.hears(new Delta.Arguments(0, "{\"at\":"));
      hearer.hears(new Delta.Arguments(0, "1}"));
      return ScriptedDoor.wished("Let me look.", new ToolWish("c1", "look", "{\"at\":1}"));
    });
    var events = events(house.api.post(RESPONSES, response("\"stream\":true")));
    assertThat(events)
        .extracting(ModelHouse.Event::name)
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.completed");
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).json().path("sequence_number").asInt()).isEqualTo(i);
      assertThat(events.get(i).json().path("type").asString()).isEqualTo(events.get(i).name());
    }
    assertThat(events.get(6).json().path("text").asString()).isEqualTo("Let me look.");
    assertThat(events.get(12).json().path("arguments").asString()).isEqualTo("{\"at\":1}");
    var response = events.getLast().json().path("response");
    assertThat(response.path("status").asString()).isEqualTo("completed");
    assertThat(response.at("/output/0/content/0/text").asString()).isEqualTo("Let me look.");
    assertThat(response.at("/output/1/call_id").asString()).isEqualTo("c1");
    assertThat(response.at("/output/1/status").asString()).isEqualTo("completed");
    assertThat(response.at("/usage/total_tokens").asInt()).isEqualTo(25);
    assertThat(response.path("id").asString())
        .isEqualTo(events.getFirst().json().at("/response/id").asString());
  }

  @Test
  void an_answer_that_is_cut_by_its_limit_is_incomplete() {
    house.door.plays(_ ->
        new Outcome.Answered(
            new Turn.Said("Once upon", List.of()),
            Finish.LENGTH,
            ScriptedDoor.USAGE,
            ScriptedDoor.served(1)));
    var json = house.api.post(RESPONSES, response("")).json();
    assertThat(json.path("status").asString()).isEqualTo("incomplete");
    assertThat(json.at("/incomplete_details/reason").asString()).isEqualTo("max_output_tokens");
    var events = events(house.api.post(RESPONSES, response("\"stream\":true")));
    assertThat(events.getLast().name()).isEqualTo("response.incomplete");
  }

  @Test
  void what_fails_in_the_middle_is_told_as_failed() {
    house.door.plays(hearer -> {
      hearer.answers(ScriptedDoor.MINI, 1);
      hearer.hears(new Delta.Text("Half"));
      return ScriptedDoor.refused(new Outcome.Fault(FaultClass.TIMEOUT_IDLE), Duration.ZERO);
    });
    var events = events(house.api.post(RESPONSES, response("\"stream\":true")));
    var failed = events.get(events.size() - 2);
    assertThat(failed.name()).isEqualTo("response.failed");
    assertThat(failed.json().at("/response/error/code").asString()).isEqualTo("timeout-idle");
    assertThat(failed.json().at("/response/status").asString()).isEqualTo("failed");
    assertThat(events.getLast().name()).isEqualTo("error");
    assertThat(events.getLast().json().path("code").asString()).isEqualTo("timeout-idle");
    assertThat(events).extracting(ModelHouse.Event::name).doesNotContain("response.completed");
  }

  @Test
  void what_would_have_to_be_kept_here_is_refused() {
    var got =
        house.api.post(
            RESPONSES,
            response(
                "\"previous_response_id\":\"resp_1\",\"store\":true,\"background\":true,"
                    + "\"conversation\":\"conv_1\",\"prompt\":{\"id\":\"p\"},"
                    + "\"tools\":[{\"type\":\"web_search\"}]"));
    assertThat(got.status()).isEqualTo(400);
    var where =
        got.json()
            .at("/error/findings")
            .valueStream()
            .map(f -> f.path("where").asString())
            .toList();
    assertThat(where)
        .containsExactlyInAnyOrder(
            "previous_response_id",
            "store",
            "background",
            "conversation",
            "prompt",
            "tools[0].type");
  }

  @Test
  void an_item_of_an_unknown_type_is_refused() {
    var got =
        house.api.post(
            RESPONSES,
            "{\"model\":\"small\",\"input\":[{\"type\":\"item_reference\",\"id\":\"x\"}]}");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.text("/error/param")).isEqualTo("input[0].type");
  }
}
