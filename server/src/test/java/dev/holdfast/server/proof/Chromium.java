package dev.holdfast.server.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A real browser without a window, spoken to by its own DevTools protocol. Where the machine has
/// none, Debian's is installed; where that cannot be, the test fails and says what to do.
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final String APT = "/usr/bin/apt-get";
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration INSTALL = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern LISTENING =
      Pattern.compile("DevTools listening on ws://(127\\.0\\.0\\.1:\\d+)/");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
  private final Process process;

  private Chromium(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /// @param home a folder for its profile; what is in it does not matter
  static Chromium start(Home home) {
    var profile = home.folder().resolve("browser");
    var command = new ArrayList<>(List.of(program().toString(), "--headless=new"));
    command.addAll(
        List.of(
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "--window-size=1280,1000",
            "--no-first-run",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--lang=en"));
    if (isRoot()) {
      // Its sandbox refuses to work for root.
      command.add("--no-sandbox");
    }
    command.add("about:blank");
    try {
      return new Chromium(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name", "").equals("root");
  }

  private static Path program() {
    return installed()
        .or(() -> {
          install();
          return installed();
        })
        .orElseThrow(() ->
            new AssertionError(
                "The console is tested in a real browser, and this machine has none and let none"
                    + " be installed. Install one and try again: apt-get install chromium"));
  }

  private static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void install() {
    if (isRoot() && Files.isExecutable(Path.of(APT))) {
      apt("update");
      apt("install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core");
    }
  }

  /// A failure is told by its output; whether there is a browser now is looked at afterwards.
  private static void apt(String... arguments) {
    var command = new ArrayList<>(List.of(APT, "-q"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    try {
      var apt = builder.start();
      if (!apt.waitFor(INSTALL.toSeconds(), TimeUnit.SECONDS)) {
        apt.destroyForcibly();
      }
    } catch (IOException notRun) {
      throw new UncheckedIOException(notRun);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void read() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      in.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException _) {
      lines.add("(its output ended with its life)");
    }
  }

  /// A new tab, which knows nothing of any other's token.
  Tab tab() {
    Await.until(
        START,
        () -> address().isPresent() || !process.isAlive(),
        () -> "no browser: " + String.join("\n", lines));
    var root =
        address().orElseThrow(() -> new AssertionError("no browser: " + String.join("\n", lines)));
    var request =
        HttpRequest.newBuilder(URI.create("http://" + root + "/json/new?about:blank"))
            .timeout(PATIENCE)
            .PUT(BodyPublishers.noBody());
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString()).body();
      var tab = Api.JSON.readTree(answer).path("webSocketDebuggerUrl").asString("");
      return new Tab(DevTools.connect(client, URI.create(tab)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private Optional<String> address() {
    return lines.stream()
        .map(LISTENING::matcher)
        .filter(matcher -> matcher.find())
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  @Override
  public void close() {
    client.shutdownNow();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
