package dev.holdfast.execution.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
  @TempDir private Path workspace;

  private Secrets secrets(Map<String, String> environment) {
    return new Secrets(workspace, environment, new Redaction());
  }

  @Test
  void a_secret_is_read_from_the_environment() {
    assertThat(secrets(Map.of("KEY", "open sesame")).resolve(new Secret.Env("KEY")))
        .isEqualTo(new Resolved.Value("open sesame"));
  }

  @Test
  void a_secret_is_read_from_a_file_without_its_last_newline_and_anew_each_time()
      throws IOException {
    var file = Files.writeString(workspace.resolve("key"), "first\n\n");
    var secrets = secrets(Map.of());
    assertThat(secrets.resolve(new Secret.File("key"))).isEqualTo(new Resolved.Value("first\n"));
    Files.writeString(file, "second\r\n");
    assertThat(secrets.resolve(new Secret.File("key"))).isEqualTo(new Resolved.Value("second"));
  }

  @Test
  void a_missing_secret_says_what_to_do() throws IOException {
    Files.writeString(workspace.resolve("empty"), "\n");
    Files.writeString(workspace.resolve("long"), "x".repeat(64 * 1024 + 1));
    var secrets = secrets(Map.of("EMPTY", ""));
    for (var secret :
        new Secret[] {
          new Secret.Env("NONE"),
          new Secret.Env("EMPTY"),
          new Secret.File("none"),
          new Secret.File("empty"),
          new Secret.File("long"),
          new Secret.File(".")
        }) {
      assertThat(secrets.resolve(secret))
          .isInstanceOfSatisfying(
              Resolved.Missing.class,
              missing -> assertThat(missing.diagnostic().code()).isEqualTo("secret-missing"));
    }
    assertThat(secrets.resolve(new Secret.None())).isEqualTo(new Resolved.None());
  }

  @Test
  void a_value_never_shows_itself() {
    assertThat(new Resolved.Value("open sesame").toString()).doesNotContain("sesame");
  }

  @Test
  void whatever_was_resolved_is_redacted_in_each_form_in_which_it_travels() {
    var secrets = secrets(Map.of("KEY", "p@ss word", "HOOK", "whsec_c2VjcmV0c2VjcmV0", "AB", "ab"));
    secrets.resolve(new Secret.Env("KEY"));
    secrets.resolve(new Secret.Env("HOOK"));
    secrets.resolve(new Secret.Env("AB"));
    assertThat(secrets.redaction().redact("p@ss word, p%40ss+word, cEBzcyB3b3Jk, about"))
        .isEqualTo("***, ***, ***, about");
    assertThat(secrets.redaction().redact("whsec_c2VjcmV0c2VjcmV0 c2VjcmV0c2VjcmV0"))
        .isEqualTo("*** ***");
  }

  @Test
  void a_secret_inside_another_does_not_leave_the_rest_behind() {
    var redaction = new Redaction();
    redaction.learn("alpha");
    redaction.learn("alphabet soup");
    assertThat(redaction.redact("alphabet soup and alpha")).isEqualTo("*** and ***");
  }
}
