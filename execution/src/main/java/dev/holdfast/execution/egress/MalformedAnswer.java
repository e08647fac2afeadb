package dev.holdfast.execution.egress;

import java.io.IOException;

/// What came back is not HTTP/1.1 (RFC 9112), or not what was asked for.
final class MalformedAnswer extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedAnswer(String what) {
    super(what);
  }
}
