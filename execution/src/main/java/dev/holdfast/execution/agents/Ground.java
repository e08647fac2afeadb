package dev.holdfast.execution.agents;

import dev.holdfast.execution.secrets.Secrets;
import java.nio.file.Path;
import java.util.Map;

/// Where commands stand.
///
/// @param workspace the workspace folder, absolute: programs are found from here
/// @param work where every attempt gets a folder of its own, absolute
/// @param environment the server's own; only `PATH` and `LANG` of it are handed on
public record Ground(Path workspace, Path work, Map<String, String> environment, Secrets secrets) {}
