package dev.holdfast.cli;

import dev.holdfast.cli.link.Api;
import dev.holdfast.cli.link.Door;
import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Whoever typed the command: which workspace, server and token are meant, and how answers are
/// shown.
final class Caller implements AutoCloseable {
  static final String FILE = "holdfast.yaml";

  /// Where `holdfast try` puts a starter workspace.
  static final String TRIED = "holdfast-try";

  private static final URI DEFAULT_URL = URI.create("http://127.0.0.1:7420");
  private static final String TOKEN_FILE = "admin.token";

  private final Options options;
  private final Surroundings surroundings;
  private final LocalCommands local;
  private Optional<Api> api = Optional.empty();

  Caller(Options options, Surroundings surroundings, LocalCommands local) {
    this.options = options;
    this.surroundings = surroundings;
    this.local = local;
  }

  LocalCommands local() {
    return local;
  }

  Screen screen() {
    return surroundings.screen();
  }

  boolean wantsJson() {
    return options.isJson();
  }

  Reply get(String path) {
    return api().get(path);
  }

  Reply get(String path, Map<String, String> headers) {
    return api().get(path, headers);
  }

  /// Sends a wish. Each carries a key of its own, so that a retry on the way cannot double it.
  Reply post(String path, JsonNode body) {
    return post(path, body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
  }

  /// Asks something that changes nothing and needs a body.
  Reply ask(String path, JsonNode body) {
    return post(path, body, Map.of());
  }

  Map<String, String> environment() {
    return surroundings.environment();
  }

  /// A file as it was named in the folder that the command was typed in.
  Path folder(Path file) {
    return surroundings.folder().resolve(file);
  }

  Reply post(String path, JsonNode body, Map<String, String> headers) {
    return api().post(path, body, headers);
  }

  Api api() {
    var open = api.orElseGet(() -> new Api(door()));
    api = Optional.of(open);
    return open;
  }

  private Door door() {
    return new Door(url(), token());
  }

  private URI url() {
    var named = options.url().isEmpty() ? variable("HOLDFAST_URL") : options.url();
    if (!named.isEmpty()) {
      return address(named);
    }
    return found().map(folder -> local.place(folder).url()).orElse(DEFAULT_URL);
  }

  private static URI address(String text) {
    try {
      var uri = new URI(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null && uri.getScheme().startsWith("http")) {
        return uri;
      }
      throw badAddress(text);
    } catch (URISyntaxException _) {
      throw badAddress(text);
    }
  }

  private static Failure badAddress(String text) {
    return Failure.of(
        Exit.USAGE,
        "bad-url",
        "'" + text + "' is no server's address.",
        "Nothing was sent.",
        "Give it like http://127.0.0.1:7420.");
  }

  private String token() {
    var named = options.token().isEmpty() ? variable("HOLDFAST_TOKEN") : options.token();
    if (!named.isEmpty()) {
      return named;
    }
    return found().map(folder -> read(local.place(folder).data().resolve(TOKEN_FILE))).orElse("");
  }

  private String variable(String name) {
    return surroundings.environment().getOrDefault(name, "");
  }

  private static String read(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file).strip() : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The workspace that is meant; a failure when there is none.
  Path workspace() {
    return found()
        .orElseThrow(() ->
            Failure.of(
                Exit.USAGE,
                "no-workspace",
                "There is no " + FILE + " in " + folder() + " or above it.",
                "Nothing was done.",
                "Make a workspace with 'holdfast init', or name one with --workspace."));
  }

  /// The named workspace, or the nearest folder upward that is one, or the one that `try` made
  /// here.
  Optional<Path> found() {
    if (isNamed()) {
      return Optional.of(folder());
    }
    for (Path at = folder(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(FILE))) {
        return Optional.of(at);
      }
    }
    return Optional.of(folder().resolve(TRIED)).filter(tried -> Files.exists(tried.resolve(FILE)));
  }

  private boolean isNamed() {
    return !options.workspace().toString().isEmpty();
  }

  /// The folder that was named, else the one that the command was typed in.
  Path folder() {
    return surroundings.folder().resolve(options.workspace()).toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    api.ifPresent(Api::close);
  }
}
