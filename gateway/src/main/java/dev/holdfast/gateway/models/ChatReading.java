package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.ToolWish;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Reads a request for a chat completion.
final class ChatReading {
  private static final int MESSAGES_MAX = 10_000;
  private static final int WISHES_MAX = 256;
  private static final Tooling TOOLING = new Tooling(Tooling.Shape.NESTED);

  private ChatReading() {}

  static Wanted read(ObjectNode body, Notes notes) {
    var request = Item.whole(body, notes);
    var model = request.needed("model");
    var talk = new Talk();
    for (var message : request.objects("messages", MESSAGES_MAX)) {
      read(message, talk);
      message.rest();
    }
    var turns = talk.turns(request, "messages");
    var offers = TOOLING.offers(request);
    var options = options(request, offers);
    var telling = telling(request);
    refuse(request);
    request.rest();
    return new Wanted(model, new Question(turns, offers, options), telling, body);
  }

  private static void read(Item message, Talk talk) {
    var role = message.needed("role");
    switch (role) {
      case "system", "developer" -> talk.instructed(Contents.text(message, "content"));
      case "user" -> {
        var parts = Contents.parts(message, "content");
        if (parts.isEmpty()) {
          message.wrong("content", "is missing");
        }
        talk.asked(parts);
      }
      case "assistant" -> said(message, talk);
      case "tool" -> talk.given(message, "tool_call_id", Contents.text(message, "content"));
      case "" -> {
        // Was found missing.
      }
      default ->
          message.wrong(
              "role", "must be system, developer, user, assistant or tool, not '" + role + "'");
    }
  }

  private static void said(Item message, Talk talk) {
    message.refuse("audio", "refers to audio, which is not kept here");
    message.refuse("function_call", "is the old way to use tools; send tool_calls");
    var text = Contents.text(message, "content") + message.text("refusal", "");
    var wishes = new ArrayList<ToolWish>();
    for (var call : message.objects("tool_calls", WISHES_MAX)) {
      call.word("type", "function", java.util.Set.of("function"));
      var function = call.neededObject("function");
      wishes.add(
          new ToolWish(
              call.needed("id"), function.needed("name"), function.text("arguments", "{}")));
      function.rest();
      call.member("index");
      call.rest();
    }
    if (text.isEmpty() && wishes.isEmpty() && !message.has("content")) {
      message.wrong("content", "is missing, and there are no tool_calls");
    }
    talk.said(text, List.copyOf(wishes));
  }

  private static Options options(Item request, List<dev.holdfast.core.models.Offer> offers) {
    long most = request.count("max_tokens", 0, 1);
    most = request.count("max_completion_tokens", most, 1);
    var wishes = new Wishes(request).usual();
    wishes.seed();
    wishes.stop();
    wishes.effort(request.text("reasoning_effort", ""));
    var form = Wishes.form(request.object("response_format"));
    return new Options(most, form, TOOLING.choice(request, offers), wishes.sampling());
  }

  private static Wanted.Telling telling(Item request) {
    boolean stream = request.flag("stream", false);
    var options = request.object("stream_options");
    boolean usage = options.isPresent() && options.get().flag("include_usage", false);
    options.ifPresent(item -> {
      item.member("include_obfuscation");
      item.rest();
    });
    if (!stream) {
      return Wanted.Telling.WHOLE;
    }
    return usage ? Wanted.Telling.STREAM_WITH_USAGE : Wanted.Telling.STREAM;
  }

  /// What would change the answer's meaning.
  private static void refuse(Item request) {
    if (request.count("n", 1, 1) > 1) {
      request.wrong("n", "more than one answer to a question cannot be had; ask several times");
    }
    request.refuse("logprobs", "probabilities of tokens cannot be had from every model");
    request.refuse("logit_bias", "tokens cannot be weighted with every model");
    request.refuse("audio", "answers are text");
    request.refuse("functions", "is the old way to offer tools; send tools");
    request.refuse("function_call", "is the old way to choose a tool; send tool_choice");
    request.refuse("web_search_options", "no search is built in; offer a tool of your own");
    request
        .member("modalities")
        .ifPresent(kinds -> {
          if (!kinds.toString().equals("[\"text\"]")) {
            request.wrong("modalities", "answers are text");
          }
        });
    if (request.has("top_logprobs") && request.count("top_logprobs", 0, 0) > 0) {
      request.wrong("top_logprobs", "probabilities of tokens cannot be had from every model");
    }
  }
}
