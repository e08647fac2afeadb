package dev.holdfast.server.proof;

import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// A person before one tab: finds things by the role and the name that the browser tells to a
/// screen reader, presses where they are, types, and reads what is shown.
final class Tab implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final DevTools tools;

  Tab(DevTools tools) {
    this.tools = tools;
    for (var domain : List.of("Page", "DOM", "Runtime", "Log", "Accessibility")) {
      tools.ask(domain + ".enable", Map.of());
    }
  }

  void open(String address) {
    tools.ask("Page.navigate", Map.of("url", address));
  }

  /// Waits until the page shows a text.
  Tab sees(String text) {
    Await.until(SOON, () -> shown().contains(text), () -> "'" + text + "' in:\n" + shown());
    return this;
  }

  /// Waits until there is such a thing.
  Tab finds(String role, String name) {
    patiently("no " + role + " '" + name + "'", () -> node(role, name) != 0);
    return this;
  }

  /// All text as it is shown, and what pictures say instead.
  String shown() {
    return value(
        "document.body.innerText + [...document.querySelectorAll('[aria-label]')]"
            + ".map(e => '\\n' + e.ariaLabel).join('')");
  }

  private String value(String expression) {
    var parameters = Map.of("expression", expression, "returnByValue", true);
    return tools.ask("Runtime.evaluate", parameters).at("/result/value").asString("");
  }

  /// Presses a thing where it is: what lies over it would be pressed instead.
  Tab presses(String role, String name) {
    // The page may draw it anew between the look and the finger.
    patiently("no " + role + " '" + name + "' to press", () -> press(node(role, name)));
    return this;
  }

  /// Puts the cursor into a field and types.
  Tab types(String role, String name, String text) {
    patiently("no " + role + " '" + name + "' to type into", () -> focus(node(role, name)));
    tools.ask("Input.insertText", Map.of("text", text));
    return this;
  }

  /// Chooses in a list by typing how a choice begins.
  Tab picks(String name, String choice) {
    patiently("no list '" + name + "'", () -> focus(node("combobox", name)));
    for (var letter : choice.split("")) {
      tools.ask("Input.dispatchKeyEvent", Map.of("type", "char", "text", letter));
    }
    return this;
  }

  /// Ends what was typed as most people do.
  Tab enter() {
    var key = new HashMap<String, Object>(Map.of("key", "Enter", "windowsVirtualKeyCode", 13));
    key.putAll(Map.of("type", "keyDown", "text", "\r"));
    tools.ask("Input.dispatchKeyEvent", key);
    key.put("type", "keyUp");
    tools.ask("Input.dispatchKeyEvent", key);
    return this;
  }

  private void patiently(String otherwise, Supplier<Boolean> attempt) {
    Await.until(
        SOON,
        () -> {
          try {
            return attempt.get();
          } catch (DevTools.Declined _) {
            return false;
          }
        },
        () -> otherwise + " in:\n" + shown());
  }

  /// Zero when there is none, or it cannot be used.
  private int node(String role, String name) {
    var root = tools.ask("DOM.getDocument", Map.of("depth", 0)).at("/root/backendNodeId").asInt(0);
    var parameters = Map.of("backendNodeId", root, "role", role, "accessibleName", name);
    for (var node : tools.ask("Accessibility.queryAXTree", parameters).path("nodes")) {
      if (!node.path("ignored").asBoolean(true)) {
        return node.path("backendDOMNodeId").asInt(0);
      }
    }
    return 0;
  }

  private boolean press(int node) {
    if (node == 0) {
      return false;
    }
    tools.ask("DOM.scrollIntoViewIfNeeded", Map.of("backendNodeId", node));
    var quad = tools.ask("DOM.getContentQuads", Map.of("backendNodeId", node)).at("/quads/0");
    var event = new HashMap<String, Object>(Map.of("button", "left", "clickCount", 1));
    event.put("x", middle(quad, 0));
    event.put("y", middle(quad, 1));
    for (var type : List.of("mousePressed", "mouseReleased")) {
      event.put("type", type);
      tools.ask("Input.dispatchMouseEvent", event);
    }
    return true;
  }

  /// Of the four corners, whose coordinates take turns.
  private static double middle(JsonNode quad, int axis) {
    return (quad.path(axis).asDouble() + quad.path(axis + 4).asDouble()) / 2;
  }

  private boolean focus(int node) {
    if (node == 0) {
      return false;
    }
    tools.ask("DOM.focus", Map.of("backendNodeId", node));
    return true;
  }

  /// What the page complained about: exceptions, and everything that the browser refused it.
  List<String> complaints() {
    return tools.events("Runtime.exceptionThrown", "Log.entryAdded").stream()
        .filter(event -> !event.at("/params/entry/level").asString("error").equals("verbose"))
        .map(JsonNode::toString)
        .toList();
  }

  /// @param scheme `light` or `dark`
  byte[] picture(String scheme, int width) {
    var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    tools.ask("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    tools.ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    var shot = tools.ask("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    return Base64.getDecoder().decode(shot.path("data").asString(""));
  }

  @Override
  public void close() {
    tools.close();
  }
}
