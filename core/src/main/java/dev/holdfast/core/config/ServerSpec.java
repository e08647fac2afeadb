package dev.holdfast.core.config;

import java.util.Set;

/// Where this server listens, keeps its ledger, and which planes it runs.
///
/// @param store `sqlite`, or a PostgreSQL URL as written (`postgresql://user@host:5432/db?…`)
/// @param data the data folder as written, resolved in the workspace folder
public record ServerSpec(String host, int port, String store, Set<Plane> planes, String data) {
  public enum Plane {
    CONTROL,
    EXECUTION
  }
}
