package dev.holdfast.control.workspace;

import java.util.regex.Pattern;

/// What people call things in a workspace: jobs, agents, channels, contracts.
final class Names {
  static final String REFUSED =
      "is not a name: up to 64 letters, digits, dots, dashes, underscores";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Names() {}

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
