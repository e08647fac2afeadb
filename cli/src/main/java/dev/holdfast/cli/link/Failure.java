package dev.holdfast.cli.link;

/// Ends a command: the exit code and what a person reads about it.
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Exit exit;
  private final String code;
  private final String impact;
  private final String nextAction;
  private final String body;

  private Failure(Exit exit, String code, String[] texts, String body) {
    super(texts[0], null, false, false);
    this.exit = exit;
    this.code = code;
    this.impact = texts[1];
    this.nextAction = texts[2];
    this.body = body;
  }

  public static Failure of(Exit exit, String code, String cause, String impact, String nextAction) {
    return new Failure(exit, code, new String[] {cause, impact, nextAction}, "");
  }

  /// The same failure with the server's own words, for `--json`.
  Failure saying(String problem) {
    return new Failure(exit, code, new String[] {what(), impact, nextAction}, problem);
  }

  /// The same failure with an advice that fits what was typed.
  public Failure advising(String advice) {
    return new Failure(exit, code, new String[] {what(), impact, advice}, body);
  }

  public Exit exit() {
    return exit;
  }

  public String code() {
    return code;
  }

  public String what() {
    return getMessage() == null ? "" : getMessage();
  }

  public String impact() {
    return impact;
  }

  public String nextAction() {
    return nextAction;
  }

  /// The server's problem document, empty when the failure is not the server's.
  public String body() {
    return body;
  }
}
