package dev.holdfast.cli;

import dev.holdfast.cli.show.Screen;
import java.nio.file.Path;
import java.util.Map;

/// Where a command is typed.
public record Surroundings(Path folder, Map<String, String> environment, Screen screen) {}
