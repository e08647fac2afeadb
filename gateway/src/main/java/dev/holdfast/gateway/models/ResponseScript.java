package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ToolWish;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A response's events, in their order and numbered. A message is open until something else begins;
/// calls are open to the end, because their arguments may come in turns.
final class ResponseScript implements Script {
  private final Wanted wanted;
  private final Mark mark;
  private final ResponseItems items;
  private final ArrayNode output = JsonNodeFactory.instance.arrayNode();
  private final Map<Integer, Calling> calls = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();
  private int number;
  private int message = -1;
  private String model;

  ResponseScript(Wanted wanted, Mark mark) {
    this.wanted = wanted;
    this.mark = mark;
    this.items = new ResponseItems(mark);
    this.model = wanted.model();
  }

  /// A call whose arguments come.
  private record Calling(int place, String id, String tool, StringBuilder arguments) {
    ToolWish wish() {
      return new ToolWish(id, tool, arguments.toString());
    }
  }

  @Override
  public String begins(ModelId answering) {
    model = answering.text();
    return event("response.created", event -> event.set("response", response("in_progress")))
        + event("response.in_progress", event -> event.set("response", response("in_progress")));
  }

  private ObjectNode response(String status) {
    return ResponseDialect.response(wanted, mark, status, output.deepCopy()).put("model", model);
  }

  private String event(String type, Consumer<ObjectNode> filling) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("type", type);
    event.put("sequence_number", number++);
    filling.accept(event);
    return "event: " + type + "\ndata: " + event + "\n\n";
  }

  @Override
  public String tells(Delta delta) {
    return switch (delta) {
      case Delta.Text(var more) -> says(more);
      case Delta.Wish(int index, var id, var tool) -> wishes(index, id, tool);
      case Delta.Arguments(int index, var more) -> argues(index, more);
      case Delta.Thought _ -> "";
    };
  }

  private String says(String more) {
    var opening = message < 0 ? open() : "";
    text.append(more);
    return opening
        + event(
            "response.output_text.delta",
            event -> inPart(event).put("delta", more).putArray("logprobs"));
  }

  private String open() {
    message = output.size();
    var item = items.opened(message);
    output.add(item);
    return event(
            "response.output_item.added",
            event -> event.put("output_index", message).set("item", item.deepCopy()))
        + event(
            "response.content_part.added",
            event -> inPart(event).set("part", ResponseItems.part("")));
  }

  private ObjectNode inPart(ObjectNode event) {
    return event
        .put("item_id", items.id("msg", message))
        .put("output_index", message)
        .put("content_index", 0);
  }

  /// Closes the open message, if there is one.
  private String closed() {
    if (message < 0) {
      return "";
    }
    var said = text.toString();
    var item = items.message(message, said);
    output.set(message, item);
    var events =
        event(
                "response.output_text.done",
                event -> inPart(event).put("text", said).putArray("logprobs"))
            + event(
                "response.content_part.done",
                event -> inPart(event).set("part", ResponseItems.part(said)))
            + event(
                "response.output_item.done",
                event -> event.put("output_index", message).set("item", item));
    message = -1;
    text.setLength(0);
    return events;
  }

  private String wishes(int index, String id, String tool) {
    var closing = closed();
    var calling = new Calling(output.size(), id, tool, new StringBuilder());
    calls.put(index, calling);
    var item = items.called(calling.place(), calling.wish());
    output.add(item);
    return closing
        + event(
            "response.output_item.added",
            event -> event.put("output_index", calling.place()).set("item", item.deepCopy()));
  }

  private String argues(int index, String more) {
    var calling = calls.get(index);
    if (calling == null) {
      throw new IllegalStateException("arguments of a wish that was not begun: " + index);
    }
    calling.arguments().append(more);
    return event(
        "response.function_call_arguments.delta",
        event -> inCall(event, calling).put("delta", more));
  }

  private ObjectNode inCall(ObjectNode event, Calling calling) {
    return event
        .put("item_id", items.id("fc", calling.place()))
        .put("output_index", calling.place());
  }

  private String done(Calling calling) {
    var item = items.call(calling.place(), calling.wish());
    output.set(calling.place(), item);
    return event(
            "response.function_call_arguments.done",
            event ->
                inCall(event, calling)
                    .put("name", calling.tool())
                    .put("arguments", calling.arguments().toString()))
        + event(
            "response.output_item.done",
            event -> event.put("output_index", calling.place()).set("item", item));
  }

  @Override
  public String ends(Outcome.Answered answered) {
    var events = new StringBuilder();
    if (output.isEmpty()) {
      events.append(open());
    }
    events.append(closed());
    calls.values().forEach(calling -> events.append(done(calling)));
    var response = ResponseDialect.ended(wanted, mark, answered, output);
    var type = "response." + response.path("status").stringValue();
    return events.append(event(type, event -> event.set("response", response))).toString();
  }

  @Override
  public String fails(Failure failure) {
    var error = failure.error(mark.correlation());
    var response = response("failed");
    response
        .putObject("error")
        .put("code", failure.kind().code())
        .put("message", error.path("message").stringValue());
    return event("response.failed", event -> event.set("response", response))
        + event(
            "error",
            event -> {
              event.set("code", error.get("code"));
              event.set("message", error.get("message"));
              event.set("param", error.get("param"));
              event.set("error", error);
            });
  }
}
