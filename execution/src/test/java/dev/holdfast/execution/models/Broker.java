package dev.holdfast.execution.models;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.CooldownTerms;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.TaskClass;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Identity;
import dev.holdfast.core.models.viability.Pace;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.BudgetCommand;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import dev.holdfast.core.spend.PriceTable;
import dev.holdfast.execution.PlainDesk;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Permission;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.execution.spans.Span;
import dev.holdfast.execution.spans.Trail;
import dev.holdfast.execution.spend.Purse;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Meter;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The real broker before a provider that breaks, with a desk that decides by the real rules. The
/// models `a`, `b` and `c` are of providers of the same names.
final class Broker implements Closeable, Journal {
  static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  static final Duration SILENCE = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);
  static final Duration TOTAL = Duration.ofSeconds(4);

  final BreakingProvider provider = new BreakingProvider();
  final Settings settings = new Settings();
  private volatile Instant now = Instant.parse("2026-11-23T09:00:00Z");
  final PlainDesk desk = new PlainDesk(settings, () -> now);
  final List<Intent> intents = new ArrayList<>();
  final List<Made> ended = new ArrayList<>();
  final List<Span> spans = new ArrayList<>();
  private final Path key;
  private final Map<ModelId, Abilities> abilities = new HashMap<>();
  private final AtomicLong effects = new AtomicLong();
  private final List<BudgetTerms> budgets = new ArrayList<>();
  private final int closed = closedPort();
  private Patience patience = new Patience(SILENCE, SILENCE, SILENCE, TOTAL);
  private Models models;

  Broker(Path folder) throws IOException {
    this.key = Files.writeString(folder.resolve("key"), "sk-first");
    tell(false);
    this.models = start(desk.bulletin());
  }

  static ModelId model(String name) {
    return new ModelId(name.substring(0, 1), name);
  }

  Broker can(String model, Abilities what) {
    abilities.put(model(model), what);
    tell(false);
    return this;
  }

  Instant now() {
    return now;
  }

  /// The clock is set on.
  void pass(Duration time) {
    now = now.plus(time);
  }

  /// Where nobody listens.
  private static int closedPort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /// A budget of the workspace from whose second half on `to` answers.
  Broker lowering(String to) {
    budgets.add(new BudgetTerms(Scope.WORKSPACE, Window.DAY, 1_000_000, 0, 0, 50, to, ""));
    tell(false);
    return this;
  }

  /// An examination has found that a model cannot do this.
  Broker found(String model, Aspect aspect) {
    var id = ViabilityRules.id(model(model));
    var said = dev.holdfast.core.models.viability.Settings.text(workspace(), model(model));
    var trait = new Trait(aspect, Trait.Result.FAILED, "as seen");
    var identity = new Identity("", "", Codec.hash(said), List.of());
    desk.order(id, new ViabilityCommand.Want(model(model), "ada", "asked for"));
    desk.order(id, new ViabilityCommand.Begin("node", LONG));
    desk.order(
        id,
        new ViabilityCommand.Conclude(
            "node", new Examination(List.of(trait), Pace.NONE, 0, identity, 0)));
    return this;
  }

  /// Somebody has spent so much of it.
  void spend(long tokens) {
    var line = new BudgetLine(Scope.WORKSPACE, "", Window.DAY);
    var amount = new Amount(tokens, 0);
    desk.order(line.stream(), new BudgetCommand.Lease(line, "node", amount, amount, LONG));
    desk.order(line.stream(), new BudgetCommand.Settle(line, 1, amount));
  }

  void tell(boolean passContentPolicy) {
    settings.models(
        new ModelsPolicy(
            Map.of(
                "one",
                chain("a"),
                "two",
                chain("a", "b"),
                "three",
                chain("a", "b", "c"),
                "sisters",
                chain("a", "a2", "a3", "b"),
                "deaf",
                chain("d", "b"),
                "gone",
                chain("x", "b"),
                "strong",
                chain("b")),
            Map.of("test", new TaskClass("", patience)),
            Map.copyOf(abilities),
            passContentPolicy,
            CooldownTerms.USUAL,
            List.copyOf(budgets),
            PriceTable.NONE));
  }

  private static List<ModelId> chain(String... models) {
    return Stream.of(models).map(Broker::model).toList();
  }

  /// The same node after a restart: nothing is remembered but what is in the ledger.
  void restart() {
    models = start(desk.bulletin());
  }

  void changeKey() throws IOException {
    Files.writeString(key, "sk-second");
  }

  /// Another node on the same ledger: what this one enters it only sees by looking.
  Models anotherNode() {
    return start(new Bulletin());
  }

  private Workspace workspace() {
    var secret = new Secret.File(key.toString());
    var spec = new ProviderSpec.OpenAi(provider.url(), secret);
    var deaf = new ProviderSpec.OpenAi("http://127.0.0.1:" + closed, secret);
    return new Workspace(
        "acme",
        new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data"),
        List.of(),
        Map.of(),
        Map.of("a", spec, "b", spec, "c", spec, "d", deaf),
        Map.of(),
        settings.now());
  }

  private Models start(Bulletin bulletin) {
    var workspace = workspace();
    var allowed = List.of("127.0.0.1:" + provider.port(), "127.0.0.1:" + closed);
    var egress = new Egress(allowed, Resolver.SYSTEM);
    return new Models(
        () -> workspace,
        new Secrets(Path.of("."), Map.of(), new Redaction()),
        new Doors(
            desk,
            desk.reader(),
            bulletin,
            settings,
            new Outbound(egress),
            Checkpoints.NONE,
            Meter.NONE,
            span -> spans.add(span.get()),
            new Purse("node", desk, desk.reader(), bulletin, settings, Meter.NONE, Purse.USUAL)),
        () -> now);
  }

  @Override
  public Trail trail() {
    return new Trail("order-17", TRACEPARENT);
  }

  Models models() {
    return models;
  }

  Outcome ask(String tier) throws InterruptedException {
    return ask(tier, new Manner.Buffered());
  }

  /// Patience of another kind for the class that is asked under.
  void wait(Patience patience) {
    this.patience = patience;
    tell(false);
  }

  Outcome ask(String tier, Manner manner) throws InterruptedException {
    return ask(tier, Question.of(List.of(Turn.Asked.of("hello")), List.of()), manner);
  }

  Outcome ask(String tier, Question question, Manner manner) throws InterruptedException {
    return models.ask(asking(tier, question), this, manner);
  }

  /// Of somebody who has less time than the class.
  Outcome ask(String tier, Duration within) throws InterruptedException {
    var question = Question.of(List.of(Turn.Asked.of("hello")), List.of());
    return models.ask(asking(tier, question, within), this, new Manner.Buffered());
  }

  Outcome ask(Models node, String tier) throws InterruptedException {
    var question = Question.of(List.of(Turn.Asked.of("hello")), List.of());
    return node.ask(asking(tier, question), this, new Manner.Buffered());
  }

  private Asking asking(String tier, Question question) {
    return asking(tier, question, Duration.ofMinutes(1));
  }

  private Asking asking(String tier, Question question, Duration within) {
    return new Asking(
        new Addressee.Tier(tier),
        "test",
        question,
        Deadline.in(within),
        Grounds.NONE,
        settings.now().models());
  }

  @Override
  public synchronized Permission before(Intent intent) {
    intents.add(intent);
    return new Permission.Granted(
        new StreamId(Kind.EFFECT, StreamId.STRIDE * effects.incrementAndGet()));
  }

  @Override
  public synchronized void after(StreamId effect, Made made) {
    ended.add(made);
  }

  @Override
  public void close() throws IOException {
    provider.close();
  }
}
