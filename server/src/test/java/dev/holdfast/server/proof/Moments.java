package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Jobs that say for which moment they were run, and the reckoning afterwards: what the API tells
/// of every moment, against the clock and against what the receiver got.
final class Moments {
  private static final Pattern TEXT =
      Pattern.compile("\"text\"\\s*:\\s*\"(\\w+) (\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z)\"");

  private final Sink sink;
  private final List<Job> jobs;

  Moments(Sink sink, List<Job> jobs) {
    this.sink = sink;
    this.jobs = jobs;
  }

  /// @param every seconds
  /// @param manner more keys
  record Job(String name, int every, String manner) {}

  /// How many moments there were, and what came of them.
  record Count(int all, int ran, int skipped, int missed, int copies) {
    @Override
    public String toString() {
      return "instants=%d ran=%d skipped=%d missed=%d copies-at-the-receiver=%d"
          .formatted(all, ran, skipped, missed, copies);
    }
  }

  Home home(String name, String store) {
    var home = Home.fresh(name);
    home.running(
        "say.sh",
        """
        #!/bin/sh
        # Says for which job and which moment it was run.
        cat | tr '\\n' ' ' | sed -n 's|.*"job" *: *"\\([a-z]*\\)" *, *"instant" *: *"\\([^"]*\\)".*|{"output": {"text": "\\1 \\2"}}|p'
        """);
    var yaml =
        new StringBuilder(
            """
            holdfast: 1
            workspace: jobs
            server: {data: ./data, store: "%s"}
            egress: {allow: ["127.0.0.1:%d"]}
            channels:
              sink: {kind: webhook, url: "%s", secret: "${env:PROOF_SECRET}", accepts: [status, alert], unknown: retry}
            agents:
              say: {kind: command, run: [./say.sh]}
            contracts:
              say: {objective: Say the moment, agent: say, output: {schema: {type: object}}, budget: {time: 3m, attempts: 20}}
            jobs:
            """
                .formatted(store, sink.port(), sink.url()));
    for (var job : jobs) {
      yaml.append(
          "  %s: {owner: me, schedule: {every: %ds}, contract: say, deliver: {to: sink, text: \"{output.text}\"}, %s, breaker: {failures: 1000, escalate: sink}}\n"
              .formatted(job.name(), job.every(), job.manner()));
    }
    return home.holding(yaml.toString());
  }

  /// Waits until all that is late has been caught up with, stops the jobs, and reckons.
  Count settle(Api api, Duration patience) {
    for (var job : jobs) {
      Await.until(patience, () -> isCaughtUp(api, job), () -> shown(api, job));
      var off =
          api.post("/v1/jobs/" + job.name() + "/disable", Map.of("reason", "the test is over"));
      assertThat(off.status()).as(off.body()).isEqualTo(200);
    }
    api.awaitQuiet(patience);
    api.assertBooksBalance();
    int all = 0;
    var words = new HashMap<String, Integer>();
    for (var job : jobs) {
      var told = told(api, job);
      assertNoneIsLost(job, told);
      assertDelivered(job, told);
      told.values().forEach(word -> words.merge(word, 1, Integer::sum));
      all += told.size();
    }
    assertThat(words.keySet()).isSubsetOf("ran", "skipped", "missed");
    return new Count(
        all,
        words.getOrDefault("ran", 0),
        words.getOrDefault("skipped", 0),
        words.getOrDefault("missed", 0),
        sink.calls().size() - sink.byId().size());
  }

  private static String shown(Api api, Job job) {
    return api.get("/v1/jobs/" + job.name()).body();
  }

  private static boolean isCaughtUp(Api api, Job job) {
    var newest = api.get("/v1/jobs/" + job.name() + "/instants?status=ran&limit=1").json();
    var nominal = newest.at("/items/0/nominal").asString("");
    return !nominal.isEmpty()
        && Duration.between(Instant.parse(nominal), Instant.now()).toSeconds() < 4L * job.every();
  }

  /// What became of each moment; no moment is told of twice, alone or as part of a lapse.
  private static TreeMap<Instant, String> told(Api api, Job job) {
    var told = new TreeMap<Instant, String>();
    for (var item : api.all("/v1/jobs/" + job.name() + "/instants")) {
      var first = Instant.parse(item.path("nominal").asString(""));
      var last = Instant.parse(item.path("last").asString(first.toString()));
      int count = 0;
      for (var at = first; !at.isAfter(last); at = at.plusSeconds(job.every())) {
        var before = told.put(at, item.path("status").asString(""));
        assertThat(before).as("%s at %s is told of twice: %s", job.name(), at, item).isNull();
        count++;
      }
      assertThat(count).as(item.toString()).isEqualTo(item.path("count").asInt(1));
    }
    return told;
  }

  /// From the first moment to the last, none is left out.
  private static void assertNoneIsLost(Job job, TreeMap<Instant, String> told) {
    assertThat(told).as(job.name()).isNotEmpty();
    for (var at = told.firstKey(); !at.isAfter(told.lastKey()); at = at.plusSeconds(job.every())) {
      assertThat(told).as("%s at %s is lost", job.name(), at).containsKey(at);
    }
  }

  /// Each moment that ran has arrived under one id, and nothing else has.
  private void assertDelivered(Job job, TreeMap<Instant, String> told) {
    var arrived = new HashMap<Instant, HashSet<String>>();
    sink.byId()
        .forEach((id, calls) -> {
          var said = TEXT.matcher(calls.getFirst().body());
          if (said.find() && said.group(1).equals(job.name())) {
            assertThat(calls)
                .as(id)
                .extracting(Sink.Call::body)
                .containsOnly(calls.getFirst().body());
            arrived.computeIfAbsent(Instant.parse(said.group(2)), _ -> new HashSet<>()).add(id);
          }
        });
    told.forEach((at, word) ->
        assertThat(arrived.getOrDefault(at, new HashSet<>()))
            .as("%s at %s, which %s", job.name(), at, word)
            .hasSize(word.equals("ran") ? 1 : 0));
    assertThat(told.keySet()).containsAll(arrived.keySet());
  }
}
