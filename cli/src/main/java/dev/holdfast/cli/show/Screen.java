package dev.holdfast.cli.show;

import dev.holdfast.cli.link.Failure;
import java.io.PrintWriter;

/// Where a command writes: results to `out`, everything else to `err`.
public record Screen(PrintWriter out, PrintWriter err, Palette palette) {
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  /// Progress and remarks: never part of the result.
  public void note(String text) {
    err.println(text);
    err.flush();
  }

  public void failure(Failure failure) {
    note(palette.bad("✗ ") + palette.strong(failure.what()));
    note("  impact: " + failure.impact());
    note("  next:   " + failure.nextAction());
    note(palette.quiet("  (" + failure.code() + ")"));
  }
}
