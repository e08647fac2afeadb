package dev.holdfast.gateway.models;

import dev.holdfast.gateway.http.Bodies;
import dev.holdfast.gateway.http.Call;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Takes requests in: what is asked, of whom, how the answer is to come, and whether this caller
/// may ask now.
final class Orders {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,6})(\\.[0-9]{1,9})?");
  private static final Pattern SESSION = Pattern.compile("[\\x21-\\x7e]{0,200}");
  private static final String BUFFERED = "buffered";
  private static final String COMMITTED = "committed";

  private final Menu menu;
  private final Turnstile turnstile;

  Orders(Menu menu, Turnstile turnstile) {
    this.menu = menu;
    this.turnstile = turnstile;
  }

  /// How the answer is told.
  enum Manner {
    WHOLE,
    /// Pieces are passed on as they come.
    COMMITTED,
    /// As a stream, but only when it is whole.
    BUFFERED
  }

  sealed interface Taken {
    /// @param headers of the answer, whatever it will be
    record Placed(
        Wanted wanted,
        Inquiry inquiry,
        Manner manner,
        Turnstile.Pass pass,
        Map<String, String> headers)
        implements Taken {}

    record Refused(Failure failure) implements Taken {}
  }

  Taken take(Call call, Dialect dialect) {
    return switch (Bodies.parse(call.body())) {
      case Bodies.Parsed.Refused(var problem) -> new Taken.Refused(Failure.of(problem));
      case Bodies.Parsed.Members(var body) -> take(call, dialect, body);
    };
  }

  private Taken take(Call call, Dialect dialect, ObjectNode body) {
    var notes = new Notes();
    var wanted = dialect.read(body, notes);
    var manner = manner(call, wanted, notes);
    var taskClass = taskClass(call, notes);
    var session = call.header("x-holdfast-session");
    if (!SESSION.matcher(session).matches()) {
      notes.wrong("x-holdfast-session", "must be at most 200 visible ASCII characters");
    }
    if (!call.header("Idempotency-Key").isEmpty()) {
      notes.ignores("Idempotency-Key");
    }
    if (!notes.findings().isEmpty()) {
      return new Taken.Refused(Failure.malformed(notes.findings()));
    }
    var addressee = menu.find(wanted.model());
    if (addressee.isEmpty()) {
      return new Taken.Refused(Failure.unknownModel(wanted.model(), menu.hint(wanted.model())));
    }
    var caller = call.caller();
    var asker =
        new Inquiry.Asker(
            caller.token(), caller.name(), session, call.correlation(), call.header("traceparent"));
    var inquiry =
        new Inquiry(addressee.get(), taskClass, wanted.question(), within(call, manner), asker);
    return switch (turnstile.enter(caller.token())) {
      case Turnstile.Entry.Full(var failure) -> new Taken.Refused(failure);
      case Turnstile.Entry.In(var pass, var told) ->
          new Taken.Placed(wanted, inquiry, manner, pass, headers(told, notes));
    };
  }

  private static Manner manner(Call call, Wanted wanted, Notes notes) {
    var header = call.header("x-holdfast-stream");
    if (!header.isEmpty() && !header.equals(BUFFERED) && !header.equals(COMMITTED)) {
      notes.wrong("x-holdfast-stream", "must be " + COMMITTED + " or " + BUFFERED);
    }
    if (!wanted.telling().isStream()) {
      return Manner.WHOLE;
    }
    return header.equals(BUFFERED) ? Manner.BUFFERED : Manner.COMMITTED;
  }

  private String taskClass(Call call, Notes notes) {
    var name = call.header("x-holdfast-class");
    if (!name.isEmpty() && !menu.isClass(name)) {
      notes.wrong("x-holdfast-class", "is no class here" + menu.classHint(name));
    }
    return name;
  }

  /// OpenAI's clients say when they will give up waiting for bytes. With a stream bytes come all
  /// the time, so that this says nothing of the whole.
  private static Duration within(Call call, Manner manner) {
    var said = SECONDS.matcher(call.header("x-stainless-timeout"));
    if (manner != Manner.WHOLE || !said.matches()) {
      return LONGEST;
    }
    var seconds = Duration.ofSeconds(Math.max(1, Long.parseLong(said.group(1))));
    return seconds.compareTo(LONGEST) < 0 ? seconds : LONGEST;
  }

  private static Map<String, String> headers(Map<String, String> told, Notes notes) {
    var headers = new LinkedHashMap<>(told);
    if (!notes.ignored().isEmpty()) {
      headers.put("x-holdfast-ignored", String.join(", ", notes.ignored()));
    }
    return headers;
  }
}
