package dev.holdfast.bench;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is measured, on which store, and how much of it.
///
/// @param what `lifecycle`, `tasks`, `http`, `latency`, `jobs`, `gateway`, `start` or `recovery`
/// @param store `sqlite`, `memory`, or a PostgreSQL URL (`postgresql://…`)
/// @param count how many items are measured
/// @param outstanding how many are on their way at once
/// @param batch how many orders one submission brings, where that can be chosen
/// @param actors how many different people ask; who asks again goes on with an older session
/// @param nodes how many desks share the store
/// @param rate how many jobs are due in each second
/// @param beside where another gateway listens that is measured too (Portkey), empty for none
record Settings(
    String what,
    String store,
    int count,
    int outstanding,
    int batch,
    int actors,
    int nodes,
    int rate,
    String beside,
    Form form) {

  /// How the figures are told.
  enum Form {
    TABLE,
    JSON
  }

  /// One second each: to warm up, all at once, spread.
  private static final int JOBS_PER_RATE = 3;

  private static final Map<String, Integer> COUNTS =
      Map.of(
          "lifecycle", 60_000,
          "tasks", 40_000,
          "http", 40_000,
          "latency", 1_000,
          "jobs", 1_000_000,
          "gateway", 20_000,
          "start", 5,
          "recovery", 100_000);

  private static final Set<String> OPTIONS =
      Set.of(
          "--store",
          "--count",
          "--outstanding",
          "--batch",
          "--actors",
          "--nodes",
          "--rate",
          "--beside");

  static final String USAGE =
      "holdfast bench lifecycle|tasks|http|latency|jobs|gateway|start|recovery"
          + " [--store sqlite|memory|postgresql://user@host:port/db] [--count N]"
          + " [--outstanding N] [--batch N] [--actors N] [--nodes N] [--rate N] [--beside URL]"
          + " [--json]";

  /// @throws IllegalArgumentException with a text for the person who typed it
  static Settings parse(List<String> words) {
    var rest = new ArrayDeque<>(words);
    var what = rest.isEmpty() ? "" : rest.poll();
    if (!COUNTS.containsKey(what)) {
      throw new IllegalArgumentException("there is no bench '" + what + "'\nusage: " + USAGE);
    }
    var options = new HashMap<String, String>();
    var form = Form.TABLE;
    while (!rest.isEmpty()) {
      var word = rest.poll();
      if (word.equals("--json")) {
        form = Form.JSON;
      } else {
        options.put(known(word), value(word, rest));
      }
    }
    var settings =
        new Settings(
            what,
            store(options.getOrDefault("--store", "sqlite")),
            number(options, "--count", COUNTS.getOrDefault(what, 1)),
            number(options, "--outstanding", 512),
            number(options, "--batch", 1),
            number(options, "--actors", Integer.MAX_VALUE),
            number(options, "--nodes", 1),
            number(options, "--rate", 2_000),
            options.getOrDefault("--beside", ""),
            form);
    if (settings.nodes() > 1 && !settings.onPostgres()) {
      throw new IllegalArgumentException("only on PostgreSQL can nodes share a store");
    }
    if (what.equals("jobs") && settings.nodes() > 1) {
      throw new IllegalArgumentException("jobs are measured on one node");
    }
    if (what.equals("jobs") && settings.count() / JOBS_PER_RATE < settings.rate()) {
      throw new IllegalArgumentException(
          "--count is at least " + JOBS_PER_RATE + " times --rate: each job is due once");
    }
    return settings;
  }

  boolean onPostgres() {
    return store.startsWith("postgres");
  }

  /// The store as a table names it.
  String storeName() {
    return onPostgres() ? "postgresql" : store;
  }

  private static String known(String word) {
    if (!OPTIONS.contains(word)) {
      throw new IllegalArgumentException("there is no option '" + word + "'\nusage: " + USAGE);
    }
    return word;
  }

  private static String value(String option, ArrayDeque<String> rest) {
    var value = rest.poll();
    if (value == null) {
      throw new IllegalArgumentException(option + " needs a value\nusage: " + USAGE);
    }
    return value;
  }

  private static String store(String word) {
    if (word.equals("sqlite")
        || word.equals("memory")
        || word.startsWith("postgresql://")
        || word.startsWith("postgres://")) {
      return word;
    }
    throw new IllegalArgumentException(
        "--store is sqlite, memory or the URL of an empty PostgreSQL database"
            + " (postgresql://user:password@host:port/database), not '"
            + word
            + "'");
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    var text = options.get(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[1-9][0-9]{0,7}")) {
      throw new IllegalArgumentException(name + " is a positive number, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
