package dev.holdfast.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The few keys of a workspace file that say where its server answers and keeps its data: read at
/// every command, so nothing else is looked at or judged.
record Surface(String listen, Path data) {
  private static final String LISTEN = "127.0.0.1:7420";
  private static final String DATA = "data";
  private static final String FILE = "holdfast.yaml";

  static Surface of(Path workspace) {
    var server = server(workspace.resolve(FILE));
    var data = text(server, "data", DATA);
    return new Surface(text(server, "listen", LISTEN), workspace.resolve(data).normalize());
  }

  private static Map<?, ?> server(Path file) {
    try {
      if (Files.exists(file)
          && load(Files.readString(file)) instanceof Map<?, ?> root
          && root.get("server") instanceof Map<?, ?> server) {
        return server;
      }
      return Map.of();
    } catch (IOException | YamlEngineException _) {
      // 'holdfast config check' and 'up' say what is wrong with it; here the defaults must do.
      return Map.of();
    }
  }

  private static Object load(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static String text(Map<?, ?> server, String key, String otherwise) {
    return server.get(key) instanceof String text ? text : otherwise;
  }
}
