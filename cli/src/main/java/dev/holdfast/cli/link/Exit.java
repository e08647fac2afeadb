package dev.holdfast.cli.link;

/// How a command ends, as scripts see it.
public enum Exit {
  OK(0, "done, and the outcome is good"),
  FAILED(1, "refused by a rule, or the outcome is a failure"),
  USAGE(2, "the command line is wrong"),
  NOT_FOUND(3, "no such object, or not yours to see"),
  UNREACHABLE(4, "no server answers"),
  UNAUTHORISED(5, "the token is missing, wrong or may not do this"),
  MISSING(69, "something that Holdfast needs is not installed"),
  CONFIG(78, "the workspace has errors");

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
