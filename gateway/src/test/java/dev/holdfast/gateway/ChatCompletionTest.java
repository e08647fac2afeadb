package dev.holdfast.gateway;

import static dev.holdfast.gateway.ModelHouse.CHAT;
import static dev.holdfast.gateway.ModelHouse.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whole answers in the words of OpenAI's chat completions.
final class ChatCompletionTest {
  private static final String TOOL =
      """
      "tools":[{"type":"function","function":{"name":"look","description":"Looks","strict":true,
        "parameters":{"type":"object","properties":{"at":{"type":"string"}}}}}]
      """;

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
  void a_tier_answers_and_the_answer_names_who_served() {
    var got = house.api.post(CHAT, chat(""));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.text("/object")).isEqualTo("chat.completion");
    assertThat(got.text("/id")).startsWith("chatcmpl-");
    assertThat(got.text("/model")).isEqualTo("main/mini");
    assertThat(got.text("/choices/0/message/content")).isEqualTo("Hello, Ann!");
    assertThat(got.text("/choices/0/message/role")).isEqualTo("assistant");
    assertThat(got.text("/choices/0/finish_reason")).isEqualTo("stop");
    assertThat(got.header("x-holdfast-model")).isEqualTo("main/mini");
    assertThat(got.header("x-holdfast-attempts")).isEqualTo("1");
    assertThat(got.header("X-Correlation-Id")).isNotEmpty();
    assertThat(got.header("traceparent")).isNotEmpty();
  }

  @Test
  void usage_counts_as_openai_does_and_tells_the_cost() {
    var json = house.api.post(CHAT, chat("")).json();
    assertThat(json.at("/usage/prompt_tokens").asInt()).isEqualTo(15);
    assertThat(json.at("/usage/completion_tokens").asInt()).isEqualTo(10);
    assertThat(json.at("/usage/total_tokens").asInt()).isEqualTo(25);
    assertThat(json.at("/usage/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(5);
    assertThat(json.at("/usage/completion_tokens_details/reasoning_tokens").asInt()).isEqualTo(3);
    assertThat(json.at("/holdfast/served").asString()).isEqualTo("mini-2026-01");
    assertThat(json.at("/holdfast/cost/micros").asInt()).isEqualTo(1234);
  }

  @Test
  void tools_that_are_wished_for_come_back() {
    house.door.plays(_ ->
        ScriptedDoor.wished(
            "",
            new ToolWish("call_1", "look", "{\"at\":\"x\"}"),
            new ToolWish("call_2", "look", "{}")));
    var json = house.api.post(CHAT, chat(TOOL)).json();
    assertThat(json.at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
    assertThat(json.at("/choices/0/message/content").isNull()).isTrue();
    assertThat(json.at("/choices/0/message/tool_calls/0/function/arguments").asString())
        .isEqualTo("{\"at\":\"x\"}");
    assertThat(json.at("/choices/0/message/tool_calls/1/id").asString()).isEqualTo("call_2");
  }

  @Test
  void the_whole_conversation_reaches_the_model() {
    var body =
        """
        {"model":"small","messages":[
          {"role":"developer","content":[{"type":"text","text":"Be brief."}]},
          {"role":"user","name":"ann","content":[{"type":"text","text":"What is this?"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]},
          {"role":"assistant","content":null,"tool_calls":[
            {"id":"c1","type":"function","function":{"name":"look","arguments":"{}"}}]},
          {"role":"tool","tool_call_id":"c1","content":"a cat"}], %s}
        """
            .formatted(TOOL);
    var got = house.api.post(CHAT, body);
    assertThat(got.status()).as(got.response().body()).isEqualTo(200);
    assertThat(question().turns())
        .containsExactly(
            new Turn.Instructed("Be brief."),
            new Turn.Asked(
                List.of(
                    new Part.Text("What is this?"), new Part.Image("data:image/png;base64,AAAA"))),
            new Turn.Said("", List.of(new ToolWish("c1", "look", "{}"))),
            new Turn.Given("c1", "look", "a cat"));
    assertThat(got.header("x-holdfast-ignored"))
        .isEqualTo("messages[].content[].image_url.detail, messages[].name");
  }

  @Test
  void every_option_reaches_the_model() {
    var more =
        """
        "max_tokens":5,"max_completion_tokens":7,"temperature":0.5,"top_p":1,"seed":42,"stop":["a","b"],
        "presence_penalty":-1,"frequency_penalty":0.25,"user":"u1","reasoning_effort":"low","parallel_tool_calls":false,
        "tool_choice":{"type":"function","function":{"name":"look"}},
        "response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}},
        """;
    var got = house.api.post(CHAT, chat(more + TOOL));
    assertThat(got.status()).as(got.response().body()).isEqualTo(200);
    assertThat(got.header("x-holdfast-ignored")).isEmpty();
    var question = question();
    var options = question.options();
    assertThat(options.maxTokens()).isEqualTo(7);
    assertThat(options.choice()).isEqualTo(new Options.ToolChoice.Named("look"));
    assertThat(((Options.Form.Schema) options.form()).schema().text())
        .isEqualTo("{\"type\":\"object\"}");
    assertThat(options.sampling().text())
        .isEqualTo(
            "{\"frequency_penalty\":0.25,\"parallel_tool_calls\":false,\"presence_penalty\":-1,"
                + "\"reasoning_effort\":\"low\",\"seed\":42,\"stop\":[\"a\",\"b\"],\"temperature\":0.5,"
                + "\"top_p\":1,\"user\":\"u1\"}");
    assertThat(question.tools().getFirst().purpose()).isEqualTo("Looks");
  }

  @Test
  void the_door_learns_who_asks_whom_and_for_how_long() throws InterruptedException {
    house.api.post(
        CHAT,
        chat("").replace("small", "backup/deep/er"),
        "x-holdfast-session",
        "chat-17",
        "x-holdfast-class",
        "heavy",
        "x-stainless-timeout",
        "600.5",
        "X-Correlation-Id",
        "mine");
    var inquiry = house.door.asked.take();
    assertThat(inquiry.addressee()).isEqualTo(new Addressee.One(new ModelId("backup", "deep/er")));
    assertThat(inquiry.taskClass()).isEqualTo("heavy");
    assertThat(inquiry.within()).isEqualTo(Duration.ofMinutes(10));
    assertThat(inquiry.asker().session()).isEqualTo("chat-17");
    assertThat(inquiry.asker().actor()).isEqualTo("first-admin");
    assertThat(inquiry.asker().token()).startsWith("token_");
    assertThat(inquiry.asker().correlation()).isEqualTo("mine");
  }

  @Test
  void a_class_is_asked_by_its_name() throws InterruptedException {
    assertThat(house.api.post(CHAT, chat("").replace("small", "chat")).status()).isEqualTo(200);
    assertThat(house.door.asked.take().addressee()).isEqualTo(new Addressee.Work("chat"));
  }

  @Test
  void what_does_no_harm_is_passed_over_and_named() {
    var got =
        house.api.post(
            CHAT,
            chat(
                "\"store\":true,\"service_tier\":\"auto\",\"metadata\":{},\"top_k\":3,\"n\":1,"
                    + "\"logprobs\":false,\"logit_bias\":{},\"modalities\":[\"text\"]"),
            "Idempotency-Key",
            "k");
    assertThat(got.status()).as(got.response().body()).isEqualTo(200);
    assertThat(got.header("x-holdfast-ignored"))
        .isEqualTo("Idempotency-Key, metadata, service_tier, store, top_k");
  }

  private dev.holdfast.core.models.Question question() {
    var inquiry = house.door.asked.poll();
    if (inquiry == null) {
      throw new AssertionError("nothing was asked");
    }
    return inquiry.question();
  }
}
