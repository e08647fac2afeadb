package dev.holdfast.store;

import dev.holdfast.core.Diagnostic;

/// What a store has to say when it cannot do its work.
final class Faults {
  private static final String NOTHING_WRITTEN =
      "Nothing was written; new work is not taken in, reading goes on.";
  private static final String NOT_STARTED = "Holdfast did not start.";

  private Faults() {}

  static Diagnostic full(String where, Throwable why) {
    return new Diagnostic(
        "store-full",
        "There is no room left for " + where + ": " + why.getMessage(),
        NOTHING_WRITTEN,
        "Make room on that disk; Holdfast goes on by itself.");
  }

  static Diagnostic failing(String where, Throwable why) {
    return new Diagnostic(
        "store-failing",
        where + " cannot be read or written: " + why.getMessage(),
        NOTHING_WRITTEN,
        "Look at the disk or server that holds it, its permissions and its logs.");
  }

  static Diagnostic doubtful(String where, Throwable why) {
    return new Diagnostic(
        "store-unconfirmed",
        where + " did not confirm a commit: " + why.getMessage(),
        "Whether it was written is not known yet; it is looked up before anything else is entered.",
        "Nothing, if this passes by itself; else look at the store's server or disk.");
  }

  static Diagnostic unreachable(String where, Throwable why) {
    return new Diagnostic(
        "store-unreachable",
        where + " cannot be reached: " + why.getMessage(),
        "Nothing was read or written.",
        "Check that the server runs, the address in server.store, and the password in ~/.pgpass.");
  }

  static Diagnostic busy(String where) {
    return new Diagnostic(
        "store-busy",
        where + " did not answer in time.",
        "This one question was given up; nothing was changed.",
        "Ask again, or ask for less at once.");
  }

  static Diagnostic inUse(String file, String holder) {
    return new Diagnostic(
        "store-in-use",
        "%s is in use by %s.".formatted(file, holder),
        NOT_STARTED + " Two processes on one file would lose each other's work.",
        "Stop the other process, give this one another data folder, or use PostgreSQL for both.");
  }

  static Diagnostic unsafe(String where, String setting, String next) {
    return new Diagnostic(
        "store-unsafe",
        where + " would lose acknowledged work at a power cut: " + setting + ".",
        NOT_STARTED,
        next);
  }

  static Diagnostic newer(String where, int found, int known) {
    return new Diagnostic(
        "store-newer",
        "%s was written by a newer Holdfast (schema %d, this one knows %d)."
            .formatted(where, found, known),
        NOT_STARTED,
        "Start the version that wrote it, or a later one.");
  }

  static Diagnostic altered(String where, String migration) {
    return new Diagnostic(
        "store-altered",
        "%s was set up by another text of migration %s than this program's."
            .formatted(where, migration),
        NOT_STARTED,
        "Start the version that wrote it; if its tables were changed by hand, restore a backup.");
  }

  static Diagnostic malformed(String problem) {
    return new Diagnostic(
        "store-malformed",
        "server.store cannot be understood: " + problem,
        NOT_STARTED,
        "Write 'sqlite' or postgresql://user@host:5432/database, its password in ~/.pgpass.");
  }

  static Diagnostic fenced(int desk) {
    return new Diagnostic(
        "desk-fenced",
        "Desk %d was revoked in the database.".formatted(desk),
        "This process writes nothing any more; others go on.",
        "Restart it: it takes a new seat.");
  }
}
