package dev.holdfast.execution.egress;

import java.io.IOException;

/// What came back is longer than the request allows.
final class TooLarge extends IOException {
  private static final long serialVersionUID = 1L;

  TooLarge(String what) {
    super(what);
  }
}
