package dev.holdfast.control.workspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which keys a section has. `holdfast.schema.json` says the same under the same name, held equal
/// by a test.
///
/// @param notYet keys that are documented and not built yet
record Shape(String name, List<String> keys, List<String> notYet) {
  static final Shape ROOT =
      of(
              "root",
              "holdfast",
              "workspace",
              "server",
              "egress",
              "lanes",
              "channels",
              "models",
              "agents",
              "contracts",
              "routes",
              "jobs",
              "runbooks")
          .without("policies", "autonomy", "slos", "access");
  static final Shape SERVER =
      of("server", "listen", "store", "planes", "data", "clockTolerance", "calls", "telemetry");
  static final Shape CALLS = of("calls", "perMinute", "atOnce");
  static final Shape TELEMETRY = of("telemetry", "otlp");
  static final Shape EGRESS = of("egress", "allow");
  static final Shape LANE =
      of("lane", "concurrency", "queue", "priority", "timeout").without("fairness");
  private static final Shape CHANNEL =
      of(
              "channel",
              "kind",
              "session",
              "responder",
              "arrival",
              "waiting",
              "accepts",
              "unknown",
              "attempts",
              "age",
              "timeout",
              "backoff")
          .without("quiet");
  static final Shape WEBHOOK = CHANNEL.with("webhook", "url", "secret");
  static final Shape EMAIL =
      CHANNEL.with("email", "host", "port", "transport", "username", "password", "from", "to");
  static final Shape FILE = CHANNEL.with("file", "path");
  static final Shape CONSOLE = CHANNEL.with("console");
  static final Shape BACKOFF = of("backoff", "base", "cap");
  static final Shape MODELS =
      of(
          "models",
          "providers",
          "tiers",
          "classes",
          "abilities",
          "contentPolicy",
          "cooling",
          "checks",
          "budgets",
          "prices",
          "idle");
  static final Shape IDLE = of("idle", "after", "except");
  static final Shape BUDGET_LINE =
      of("budgetLine", "scope", "per", "tokens", "money", "warn", "lower", "escalate");
  static final Shape LOWER = of("lower", "at", "to");
  static final Shape PRICES = of("prices", "version", "currency", "of");
  static final Shape PRICE = of("price", "input", "cached", "cacheWrite", "output");
  static final Shape CLASS = of("class", "tier", "connect", "first", "idle", "total");
  static final Shape COOLING = of("cooling", "first", "cap");
  static final Shape CHECKS = of("checks", "automatic", "valid", "window");
  static final Shape ABILITIES =
      of("abilities", "window", "answerMax", "tools", "schema", "images", "prefill");
  static final Shape OPENAI = of("openai", "kind", "url", "key");
  static final Shape ANTHROPIC = of("anthropic", "kind", "url", "key");
  static final Shape GEMINI = of("gemini", "kind", "url", "key");
  static final Shape OLLAMA = of("ollama", "kind", "url", "key", "window");
  static final Shape PRACTICE = of("practice", "kind");
  private static final Shape AGENT = of("agent", "kind", "lane", "allow");
  static final Shape MODEL =
      AGENT.with("model", "tier", "model", "class", "escalateTier", "instructions");
  static final Shape ESCALATE_TIER = of("escalateTier", "to", "when");
  static final Shape COMMAND = AGENT.with("command", "run", "environment");
  static final Shape HTTP = AGENT.with("http", "url", "token", "answering");
  static final Shape WORKER = AGENT.with("worker");
  static final Shape CONTRACT =
      of(
          "contract",
          "objective",
          "agent",
          "allow",
          "scope",
          "output",
          "budget",
          "checks",
          "escalate",
          "reversible",
          "rollback",
          "reply");
  static final Shape OUTPUT = of("output", "schema");
  static final Shape BUDGET =
      of("budget", "time", "tokens", "money", "toolCalls", "depth", "attempts");
  static final Shape CHECK = of("check", "name", "that");
  static final Shape ESCALATE = of("escalate", "when", "to");
  static final Shape ROUTE = of("route", "name", "when", "contract", "agent");

  static final Shape JOB =
      of(
          "job",
          "topic",
          "owner",
          "schedule",
          "contract",
          "input",
          "deliver",
          "overlap",
          "missed",
          "breaker",
          "runbook",
          "jitter",
          "until",
          "maxRuns",
          "enabled");
  static final Shape SCHEDULE =
      of("schedule", "cron", "zone", "gap", "overlapHour", "every", "from", "at");
  static final Shape DELIVER = of("deliver", "to", "kind", "text", "onChange");
  static final Shape MISSED = of("missed", "policy", "window");
  static final Shape BREAKER =
      of("breaker", "failures", "failing", "repeats", "noise", "trialAfter", "escalate");

  /// `POST /v1/tasks`: a contract, and where its task stands.
  static final Shape TASK = CONTRACT.with("task", "lane", "input", "priority", "parent");

  static final List<Shape> OF_THE_FILE =
      List.of(
          ROOT,
          SERVER,
          CALLS,
          TELEMETRY,
          EGRESS,
          LANE,
          WEBHOOK,
          EMAIL,
          FILE,
          CONSOLE,
          BACKOFF,
          MODELS,
          CLASS,
          ABILITIES,
          COOLING,
          CHECKS,
          BUDGET_LINE,
          LOWER,
          IDLE,
          PRICES,
          PRICE,
          OPENAI,
          ANTHROPIC,
          GEMINI,
          OLLAMA,
          PRACTICE,
          MODEL,
          ESCALATE_TIER,
          COMMAND,
          HTTP,
          WORKER,
          CONTRACT,
          OUTPUT,
          BUDGET,
          CHECK,
          ESCALATE,
          ROUTE,
          JOB,
          SCHEDULE,
          DELIVER,
          MISSED,
          BREAKER);

  private static Shape of(String name, String... keys) {
    return new Shape(name, List.of(keys), List.of());
  }

  private Shape with(String other, String... more) {
    var all = new ArrayList<>(keys);
    all.addAll(Arrays.asList(more));
    return new Shape(other, List.copyOf(all), notYet);
  }

  private Shape without(String... missing) {
    return new Shape(name, keys, List.of(missing));
  }
}
