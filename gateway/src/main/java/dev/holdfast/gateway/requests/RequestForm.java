package dev.holdfast.gateway.requests;

import dev.holdfast.core.Json;
import dev.holdfast.core.routing.Inbound;
import dev.holdfast.gateway.http.Form;

/// Reads what an actor sends: `{actor, channel, thread?, text?, payload?, replyTo?, attachments?}`.
final class RequestForm {
  private RequestForm() {}

  static Inbound read(Form form) {
    var inbound =
        new Inbound(
            form.name("actor"),
            form.name("channel"),
            form.name("thread", ""),
            form.text("text", ""),
            form.json("payload"),
            form.name("replyTo", ""),
            form.array("attachments"));
    if (inbound.text().isBlank() && inbound.payload().equals(Json.NULL)) {
      form.wrong("text", "is missing, and there is no payload either");
    }
    return inbound;
  }
}
