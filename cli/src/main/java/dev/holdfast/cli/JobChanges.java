package dev.holdfast.cli;

import dev.holdfast.cli.show.ChangeSheet;

/// Who changed a job. The server looks at so many entries for one answer, so an answer may be short
/// or empty and the list still go on.
final class JobChanges {
  private static final int ASKED_MAX = 50;

  private final Caller caller;
  private final String path;

  JobChanges(Caller caller, String path) {
    this.caller = caller;
    this.path = path;
  }

  int show(int limit, String cursor) {
    int left = limit;
    var sheet = new ChangeSheet(caller.screen());
    var next = cursor;
    for (int asked = 0; asked < ASKED_MAX; asked++) {
      var answer =
          caller.get(
              path + "?limit=" + left + (next.isEmpty() ? "" : "&cursor=" + Words.escaped(next)));
      if (caller.wantsJson()) {
        caller.screen().line(answer.text());
        return 0;
      }
      sheet.show(answer.json());
      left -= answer.json().path("items").size();
      next = answer.json().path("nextCursor").asString("");
      if (next.isEmpty()) {
        return 0;
      }
      if (left <= 0) {
        break;
      }
    }
    caller.screen().note(caller.screen().palette().quiet("… more: add --cursor " + next));
    return 0;
  }
}
