package dev.holdfast.execution.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.core.Json;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.models.Part;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Bill;
import dev.holdfast.core.spend.Price;
import dev.holdfast.core.spend.PriceTable;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.egress.ScriptedServer;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/// What every provider must do, whatever its shapes. A subclass writes the shapes as the provider's
/// documentation shows them.
@Timeout(30)
abstract class ProviderContract {
  static final JsonMapper MAPPER = JsonMapper.builder().build();
  static final String KEY = "sk-s3cret-canary";
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Patience PATIENT = new Patience(LONG, LONG, LONG, LONG);
  private static final Patience HASTY =
      new Patience(LONG, Duration.ofMillis(150), Duration.ofMillis(150), LONG);
  static final Offer LOOK =
      new Offer("look", "Looks.", new Json("{\"type\":\"object\",\"properties\":{}}"));

  private final List<Delta> deltas = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /// What a provider may complain of.
  record Complaint(String status, String body, FaultClass kind) {}

  abstract ProviderSpec spec(String url, Secret key);

  /// What begins a stream without any content.
  abstract List<String> opening();

  abstract String says(String text);

  abstract String thinks(String text);

  abstract List<String> wants(int index, String id, String tool, String arguments);

  /// With 262,960 tokens of input, 257,955 of them cached, and 1,744 of output.
  abstract List<String> ending(Finish finish);

  abstract Usage golden();

  long cached() {
    return 257_955;
  }

  /// What that costs at 4, 0.40 and 20 per million, in micro-units: the same, whatever the shape.
  long bill() {
    return 158_082;
  }

  /// A sign of life without content.
  abstract String alive();

  /// The same answer not streamed: the text "Good day".
  abstract String atOnce();

  /// An error object of a provider that has too much to do.
  abstract String overloaded();

  abstract List<String> withheld();

  abstract List<Complaint> complaints();

  /// The body that [#everything()] becomes.
  abstract String everythingWritten();

  /// How chunks are divided.
  String framed(String chunk) {
    return "data: " + chunk + "\n\n";
  }

  /// One chunk over several lines, where the provider's frames allow that.
  String spread(String chunk) {
    var pretty = MAPPER.writerWithDefaultPrettyPrinter();
    var text = new StringBuilder(": a comment\n");
    pretty
        .writeValueAsString(MAPPER.readTree(chunk))
        .lines()
        .forEach(line -> text.append("data: ").append(line).append('\n'));
    return text.append("id: 7\n\n").toString();
  }

  static Question everything() {
    return new Question(
        List.of(
            new Turn.Instructed("Be brief."),
            new Turn.Asked(
                List.of(new Part.Text("Look!"), new Part.Image("data:image/png;base64,iVBO"))),
            new Turn.Said(
                "I look.",
                List.of(
                    new ToolWish("w1", "look", "{\"at\":1}"), new ToolWish("w2", "look", "{}"))),
            new Turn.Given("w1", "look", "one"),
            new Turn.Given("w2", "look", "two"),
            new Turn.Said("So ", List.of())),
        List.of(LOOK),
        new Options(
            99,
            new Options.Form.Schema("shape", new Json("{\"type\":\"object\"}")),
            new Options.ToolChoice.Named("look"),
            new Json(
                "{\"temperature\":0.5,\"seed\":7,\"stop\":\"END\",\"reasoning_effort\":\"low\"}")));
  }

  private static String head(String status) {
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\n\r\n";
  }

  private String stream(List<String> chunks) {
    var text = new StringBuilder(head("200 OK"));
    chunks.forEach(chunk -> text.append(framed(chunk)));
    return text.toString();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static List<String> all(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }

  private Reply ask(String answer) throws IOException, InterruptedException {
    try (var server =
        new ScriptedServer(talk -> {
          asked.add(talk.readRequest());
          talk.write(answer);
        })) {
      return ask(server.port(), PATIENT, Question.of(List.of(Turn.Asked.of("Hi")), List.of()));
    }
  }

  private Reply ask(ScriptedServer.Script script) throws IOException, InterruptedException {
    try (var server = new ScriptedServer(script)) {
      return ask(server.port(), HASTY, Question.of(List.of(Turn.Asked.of("Hi")), List.of()));
    }
  }

  private Reply ask(int port, Patience patience, Question question) throws InterruptedException {
    return provider("http://127.0.0.1:" + port).ask("m-1", question, patience, deltas::add);
  }

  Provider provider(String url) {
    var secrets = new Secrets(Path.of("."), Map.of("KEY", KEY), new Redaction());
    var outbound = new Outbound(new Egress(List.of("127.0.0.1"), Resolver.SYSTEM));
    return Providers.of(spec(url, new Secret.Env("KEY")), outbound, secrets);
  }

  private static Reply.Whole whole(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Whole.class);
    return (Reply.Whole) reply;
  }

  private static ModelFault fault(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Broken.class);
    return ((Reply.Broken) reply).fault();
  }

  @Test
  void a_text_comes_in_pieces_and_in_order() throws Exception {
    var reply =
        whole(
            ask(stream(all(opening(), List.of(says("Good "), says("day")), ending(Finish.STOP)))));
    assertThat(reply.said()).isEqualTo(new Turn.Said("Good day", List.of()));
    assertThat(reply.finish()).isEqualTo(Finish.STOP);
    assertThat(reply.served()).isEqualTo("m-1-2026");
    assertThat(deltas).containsExactly(new Delta.Text("Good "), new Delta.Text("day"));
    assertThat(asked.getFirst()).contains(KEY);
    assertThat(asked.getFirst().lines().findFirst().orElseThrow()).doesNotContain(KEY);
  }

  @Test
  void thoughts_are_progress_but_no_text() throws Exception {
    var reply =
        whole(ask(stream(all(opening(), List.of(thinks("hm"), says("Yes")), ending(Finish.STOP)))));
    assertThat(reply.said().text()).isEqualTo("Yes");
    assertThat(deltas).containsExactly(new Delta.Thought("hm"), new Delta.Text("Yes"));
  }

  @Test
  void tools_are_wanted_side_by_side() throws Exception {
    var reply =
        whole(
            ask(
                stream(
                    all(
                        opening(),
                        wants(0, "w1", "look", "{\"at\":1}"),
                        wants(1, "w2", "touch", "{\"at\":[2,3]}"),
                        ending(Finish.TOOLS)))));
    assertThat(reply.finish()).isEqualTo(Finish.TOOLS);
    assertThat(reply.said().wishes())
        .extracting(ToolWish::tool, ToolWish::arguments)
        .containsExactly(tuple("look", "{\"at\":1}"), tuple("touch", "{\"at\":[2,3]}"));
    assertThat(reply.said().wishes()).extracting(ToolWish::id).doesNotHaveDuplicates();
    assertThat(deltas.stream().filter(Delta.Wish.class::isInstance).map(Delta.Wish.class::cast))
        .extracting(Delta.Wish::index, Delta.Wish::tool)
        .containsExactly(tuple(0, "look"), tuple(1, "touch"));
  }

  @Test
  void a_question_is_written_with_all_that_it_has() throws Exception {
    try (var server =
        new ScriptedServer(talk -> {
          asked.add(talk.readRequest());
          talk.write(stream(all(List.of(says("x")), ending(Finish.STOP))));
        })) {
      whole(ask(server.port(), PATIENT, everything()));
    }
    var body = asked.getFirst().substring(asked.getFirst().indexOf("\n\n") + 2);
    assertThat(MAPPER.readTree(body)).isEqualTo(MAPPER.readTree(everythingWritten()));
  }

  @Test
  void tokens_are_counted_in_one_normal_form() throws Exception {
    var reply = whole(ask(stream(all(opening(), List.of(says("x")), ending(Finish.STOP)))));
    assertThat(reply.usage()).isEqualTo(golden());
    assertThat(golden().input()).isEqualTo(262_960);
    assertThat(golden().cacheRead()).isEqualTo(cached());
    assertThat(golden().output() + golden().reasoning()).isEqualTo(1_744);
  }

  @Test
  void the_same_usage_has_the_same_bill_in_every_shape() throws Exception {
    var price = new Price(4_000_000, 400_000, 4_000_000, 20_000_000);
    var table = new PriceTable("2026-11", "USD", Map.of("main/m-1", price));
    var streamed = whole(ask(stream(all(opening(), List.of(says("x")), ending(Finish.STOP)))));
    var atOnce = whole(ask(head("200 OK") + atOnce()));
    for (var reply : List.of(streamed, atOnce)) {
      var bill = Bill.of(reply.usage(), "main/m-1", table);
      assertThat(bill.cost()).isEqualTo(bill());
      assertThat(bill.billed()).isEqualTo(Bill.Billed.KNOWN);
    }
  }

  @Test
  void an_answer_at_its_limit_says_so() throws Exception {
    var reply = whole(ask(stream(all(opening(), List.of(says("x")), ending(Finish.LENGTH)))));
    assertThat(reply.finish()).isEqualTo(Finish.LENGTH);
  }

  @Test
  void a_withheld_answer_is_a_fault() throws Exception {
    assertThat(fault(ask(stream(withheld()))).kind()).isEqualTo(FaultClass.CONTENT_POLICY);
  }

  @TestFactory
  Stream<DynamicTest> every_complaint_has_its_class() {
    return complaints().stream()
        .map(complaint ->
            dynamicTest(
                complaint.status() + " " + complaint.kind(),
                () -> {
                  var answer = head(complaint.status() + " Oh") + complaint.body();
                  var fault = fault(ask(answer));
                  assertThat(fault.kind()).as(fault.message()).isEqualTo(complaint.kind());
                  assertThat(fault.status()).isEqualTo(Integer.parseInt(complaint.status()));
                }));
  }

  @Test
  void what_a_provider_asks_to_wait_is_told() throws Exception {
    var answer = "HTTP/1.1 429 No\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n";
    assertThat(fault(ask(answer)))
        .isEqualTo(new ModelFault(FaultClass.RATE_LIMITED, "", 429, Duration.ofSeconds(7), false));
  }

  @Test
  void an_echoed_key_is_not_repeated() throws Exception {
    var fault = fault(ask(head("401 No") + "{\"error\":{\"message\":\"bad key " + KEY + "\"}}"));
    assertThat(fault.message()).doesNotContain(KEY).contains("***");
  }

  @Test
  void an_error_in_the_place_of_an_answer_is_none() throws Exception {
    assertThat(fault(ask(head("200 OK") + overloaded())).kind()).isEqualTo(FaultClass.OVERLOADED);
  }

  @Test
  void an_error_inside_the_stream_ends_it() throws Exception {
    var fault = fault(ask(stream(all(opening(), List.of(says("Go"), overloaded())))));
    assertThat(fault.kind()).isEqualTo(FaultClass.OVERLOADED);
    assertThat(fault.sent()).isTrue();
  }

  @Test
  void a_stream_without_its_end_is_truncated_at_once() throws Exception {
    var cut = fault(ask(stream(all(opening(), List.of(says("Good "))))));
    assertThat(cut.kind()).isEqualTo(FaultClass.TRUNCATED);
    assertThat(cut.sent()).isTrue();
    var chunk = framed(says("Good "));
    var inside =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n4f\r\nda"
            .formatted(chunk.length(), chunk);
    assertThat(fault(ask(inside)).kind()).isEqualTo(FaultClass.TRUNCATED);
    assertThat(fault(ask(head("200 OK"))).kind()).isEqualTo(FaultClass.TRUNCATED);
  }

  @Test
  void a_malformed_chunk_is_never_passed() throws Exception {
    var broken = says("ev").substring(0, says("ev").length() - 2);
    var fault =
        fault(ask(stream(all(opening(), List.of(says("Good "), broken), ending(Finish.STOP)))));
    assertThat(fault.kind()).isEqualTo(FaultClass.MALFORMED);
    assertThat(deltas).containsExactly(new Delta.Text("Good "));
  }

  @Test
  void a_chunk_may_come_in_several_lines() throws Exception {
    var text = new StringBuilder(head("200 OK"));
    all(opening(), List.of(says("Good "), says("day")), ending(Finish.STOP))
        .forEach(chunk -> text.append(chunk.startsWith("{") ? spread(chunk) : framed(chunk)));
    var reply = whole(ask(text.toString()));
    assertThat(reply.said().text()).isEqualTo("Good day");
    assertThat(reply.usage()).isEqualTo(golden());
    assertThat(deltas).containsExactly(new Delta.Text("Good "), new Delta.Text("day"));
  }

  @Test
  void a_chunk_in_several_lines_that_is_none_is_never_passed() throws Exception {
    var broken = spread(says("ev")).replace('}', ' ');
    var fault =
        fault(ask(stream(all(opening(), List.of(says("Good ")))) + broken + framed(says("never"))));
    assertThat(fault.kind()).isEqualTo(FaultClass.MALFORMED);
    assertThat(deltas).containsExactly(new Delta.Text("Good "));
  }

  @Test
  void a_page_of_a_proxy_is_no_answer() throws Exception {
    var page = "<html>\n<body>Bad gateway</body></html>\n";
    assertThat(fault(ask(head("200 OK") + page)).kind()).isEqualTo(FaultClass.MALFORMED);
    assertThat(fault(ask(head("502 Bad") + page)).kind()).isEqualTo(FaultClass.SERVER_ERROR);
  }

  @Test
  void an_answer_that_comes_at_once_is_read_too() throws Exception {
    var reply = whole(ask(head("200 OK") + atOnce()));
    assertThat(reply.said().text()).isEqualTo("Good day");
    assertThat(reply.usage()).isEqualTo(golden());
  }

  @Test
  void signs_of_life_are_no_progress() throws Exception {
    var first =
        fault(
            ask(talk -> {
              talk.readRequest();
              talk.write(stream(opening()));
              while (!talk.pause(20)) {
                talk.write(alive());
              }
            }));
    assertThat(first.kind()).isEqualTo(FaultClass.TIMEOUT_FIRST_TOKEN);
    assertThat(first.sent()).isTrue();
    var idle =
        fault(
            ask(talk -> {
              talk.readRequest();
              talk.write(stream(all(opening(), List.of(says("Good ")))));
              while (!talk.pause(20)) {
                talk.write(alive());
              }
            }));
    assertThat(idle.kind()).isEqualTo(FaultClass.TIMEOUT_IDLE);
  }

  @Test
  void an_end_that_stays_open_is_an_end() throws Exception {
    var reply =
        ask(talk -> {
          talk.readRequest();
          talk.write(stream(all(opening(), List.of(says("x")), ending(Finish.STOP))));
          talk.fallSilent();
        });
    assertThat(whole(reply).said().text()).isEqualTo("x");
  }

  @Test
  void what_breaks_on_the_way_is_told_apart() throws Exception {
    var reset =
        fault(
            ask(talk -> {
              talk.readRequest();
              talk.reset();
            }));
    assertThat(reset.kind()).isEqualTo(FaultClass.NETWORK);
    assertThat(reset.sent()).isTrue();
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    var refused = fault(ask(port, HASTY, everything()));
    assertThat(refused.kind()).isEqualTo(FaultClass.NETWORK);
    assertThat(refused.sent()).isFalse();
  }

  @Test
  void an_address_that_is_not_allowed_is_not_asked() throws Exception {
    var reply = provider("http://10.0.0.1").ask("m-1", everything(), HASTY, Deltas.NONE);
    assertThat(fault(reply).message()).contains("egress-refused");
    assertThat(fault(reply).sent()).isFalse();
  }
}
