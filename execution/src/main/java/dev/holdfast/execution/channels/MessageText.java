package dev.holdfast.execution.channels;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.Provenance;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A message as a JSON object on one line, as webhooks and files get it; `id` comes first and stays
/// the same over attempts.
final class MessageText {
  private MessageText() {}

  static String json(StreamId delivery, Message message) {
    var members = new LinkedHashMap<String, Json>();
    members.put("id", Json.string(delivery.text()));
    members.put("kind", Json.string(kind(message)));
    members.put("channel", Json.string(message.channel()));
    put(members, "subject", message.content().subject());
    members.put("text", Json.string(message.content().text()));
    members.put("data", onOneLine(message.content().data()));
    put(members, "actor", message.regarding().actor());
    put(members, "thread", message.regarding().thread());
    if (message.regarding().run() > 0) {
      var run = new StreamId(Kind.RUN, message.regarding().run());
      members.put("run", Json.string(run.text()));
      if (!isScheduled(message)) {
        members.put("request", Json.string(run.as(Kind.REQUEST).text()));
      }
    }
    if (message.provenance() instanceof Provenance.Scheduled(_, _, var origin)) {
      members.put("job", Json.string(origin.job()));
      members.put("instant", Json.string(origin.nominal().toString()));
    }
    members.put("correlationId", Json.string(message.regarding().correlation()));
    members.put("createdAt", Json.string(message.createdAt().toString()));
    return Json.object(members).text();
  }

  /// Whether it comes of a job's run, be it an output or an alert: such a run has no request.
  private static boolean isScheduled(Message message) {
    return StreamId.parse(Kind.INSTANT, message.regarding().correlation()).isPresent();
  }

  static String kind(Message message) {
    return message.kind().name().toLowerCase(Locale.ROOT);
  }

  /// A line break in a JSON text can only stand between its parts: inside a string it is escaped.
  private static Json onOneLine(Json value) {
    return new Json(value.text().replace('\n', ' ').replace('\r', ' '));
  }

  private static void put(Map<String, Json> members, String name, String value) {
    if (!value.isEmpty()) {
      members.put(name, Json.string(value));
    }
  }
}
