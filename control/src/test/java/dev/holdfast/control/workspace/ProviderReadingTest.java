package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProviderReadingTest {
  private static final Secret KEY = new Secret.Env("KEY");

  @TempDir private Path folder;

  private WorkspaceReading read(String providers) {
    var yaml = "holdfast: 1\nagents: {me: {kind: worker}}\nmodels: {providers: {%s}}\n";
    return new WorkspaceFile(new CelExpressions()).read(yaml.formatted(providers), folder);
  }

  private Map<String, ProviderSpec> providers(String providers) {
    return ((WorkspaceReading.Read) read(providers)).workspace().providers();
  }

  private List<String> refusals(String providers) {
    return ((WorkspaceReading.Refused) read(providers))
        .findings().stream().map(Finding::what).toList();
  }

  @Test
  void a_service_needs_no_address_but_a_key() {
    var read =
        providers(
            """
            a: {kind: openai, key: "${env:KEY}"}, b: {kind: anthropic, key: "${env:KEY}"},
            c: {kind: gemini, key: "${env:KEY}"}, d: {kind: ollama}
            """);
    assertThat(read)
        .containsEntry("a", new ProviderSpec.OpenAi("https://api.openai.com/v1", KEY))
        .containsEntry("b", new ProviderSpec.Anthropic("https://api.anthropic.com/v1", KEY))
        .containsEntry(
            "c", new ProviderSpec.Gemini("https://generativelanguage.googleapis.com/v1beta", KEY))
        .containsEntry(
            "d", new ProviderSpec.Ollama("http://127.0.0.1:11434", new Secret.None(), 8192));
    assertThat(refusals("a: {kind: anthropic}"))
        .singleElement()
        .asString()
        .contains("models.providers.a.key")
        .contains("https://api.anthropic.com/v1 answers nobody without one");
  }

  @Test
  void an_address_may_end_in_a_slash() {
    assertThat(providers("a: {kind: ollama, url: \"http://10.0.0.7:11434/\", window: 32768}"))
        .containsEntry(
            "a", new ProviderSpec.Ollama("http://10.0.0.7:11434", new Secret.None(), 32768));
  }
}
