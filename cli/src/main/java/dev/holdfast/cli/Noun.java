package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Listing;
import dev.holdfast.cli.show.Sheet;

/// What all nouns of the API have in common: listed, shown, changed by a word with a reason.
record Noun(Caller caller, String path) {
  /// What the help of each noun says.
  static final String ALONE = "Alone it does what 'list' does.";

  int list(Page page, Listing listing, String empty) {
    var answer = caller.get(path + page.query());
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else {
      listing.show(answer.json(), empty, caller.screen());
    }
    return 0;
  }

  int show(String id) {
    return sheet(caller.get(path + "/" + Words.escaped(id)));
  }

  /// Orders `verb` of one object.
  int order(String id, String verb, tools.jackson.databind.node.ObjectNode body) {
    return sheet(caller.post(path + "/" + Words.escaped(id) + "/" + verb, body));
  }

  String path(String id) {
    return path + "/" + Words.escaped(id);
  }

  int sheet(Reply answer) {
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else if (!answer.text().isBlank()) {
      new Sheet(caller.screen()).show(answer.json());
    }
    return 0;
  }
}
