package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.ToolWish;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Reads a request for a response.
final class ResponseReading {
  private static final int ITEMS_MAX = 10_000;
  private static final Tooling TOOLING = new Tooling(Tooling.Shape.FLAT);
  private static final String NOT_KEPT = "; send the whole conversation in input";

  private ResponseReading() {}

  static Wanted read(ObjectNode body, Notes notes) {
    var request = Item.whole(body, notes);
    var model = request.needed("model");
    var talk = new Talk();
    var instructions = request.text("instructions", "");
    if (!instructions.isEmpty()) {
      talk.instructed(instructions);
    }
    input(request, talk);
    var turns = talk.turns(request, "input");
    var offers = TOOLING.offers(request);
    var options = options(request, offers);
    boolean stream = request.flag("stream", false);
    refuse(request);
    request.rest();
    return new Wanted(
        model,
        new Question(turns, offers, options),
        stream ? Wanted.Telling.STREAM : Wanted.Telling.WHOLE,
        body);
  }

  private static void input(Item request, Talk talk) {
    var input = request.member("input");
    if (input.isEmpty()) {
      request.wrong("input", "is missing");
    } else if (input.get().isString()) {
      talk.asked(Contents.parts(request, "input"));
    } else {
      for (var item : request.objects("input", ITEMS_MAX)) {
        read(item, talk);
        item.rest();
      }
    }
  }

  private static void read(Item item, Talk talk) {
    item.member("id");
    item.member("status");
    var type = item.text("type", "message");
    switch (type) {
      case "message" -> message(item, talk);
      case "function_call" ->
          talk.said(
              "",
              List.of(
                  new ToolWish(
                      item.needed("call_id"), item.needed("name"), item.text("arguments", "{}"))));
      case "function_call_output" -> talk.given(item, "call_id", Contents.text(item, "output"));
      // A thought of another answer is no part of the conversation.
      case "reasoning" -> {
        item.member("summary");
        item.member("content");
        item.member("encrypted_content");
        item.notes().ignores("input[].reasoning");
      }
      default -> item.wrong("type", "is '" + type + "', which is not kept or done here" + NOT_KEPT);
    }
  }

  private static void message(Item message, Talk talk) {
    var role = message.needed("role");
    switch (role) {
      case "system", "developer" -> talk.instructed(Contents.text(message, "content"));
      case "user" -> talk.asked(Contents.parts(message, "content"));
      case "assistant" -> talk.said(Contents.text(message, "content"), List.of());
      case "" -> {
        // Was found missing.
      }
      default ->
          message.wrong("role", "must be system, developer, user or assistant, not '" + role + "'");
    }
  }

  private static Options options(Item request, List<dev.holdfast.core.models.Offer> offers) {
    var wishes = new Wishes(request).usual();
    request
        .object("reasoning")
        .ifPresent(reasoning -> {
          wishes.effort(reasoning.text("effort", ""));
          reasoning.rest();
        });
    var text = request.object("text");
    var form = Wishes.form(text.flatMap(item -> item.object("format")));
    text.ifPresent(Item::rest);
    return new Options(
        request.count("max_output_tokens", 0, 1),
        form,
        TOOLING.choice(request, offers),
        wishes.sampling());
  }

  /// What cannot be had, or would change what is meant.
  private static void refuse(Item request) {
    request.refuse("previous_response_id", "responses are not kept here" + NOT_KEPT);
    request.refuse("conversation", "conversations are not kept here" + NOT_KEPT);
    request.refuse("prompt", "prompts are not kept here" + NOT_KEPT);
    request.refuse("background", "an answer comes while you wait, or not at all");
    request.refuse("store", "responses are not kept here; leave it out or send false");
    request.refuse("top_logprobs", "probabilities of tokens cannot be had from every model");
    request.member("metadata");
    Optional.of(request)
        .flatMap(it -> it.object("stream_options"))
        .ifPresent(options -> {
          options.member("include_obfuscation");
          options.rest();
        });
  }
}
