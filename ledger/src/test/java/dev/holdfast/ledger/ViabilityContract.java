package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Aspect;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Identity;
import dev.holdfast.core.models.viability.Pace;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.core.models.viability.Trait;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.models.viability.ViabilityState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger promises to what is known of models.
public abstract class ViabilityContract {
  private static final ModelId MINI = new ModelId("main", "mini");
  private static final ModelId QWEN = new ModelId("local", "qwen3/8b");

  private final ViabilityRules rules = new ViabilityRules();
  private final Codec codec = new Codec();
  private Shelf shelf;
  private Ledger ledger;
  private Scribe scribe;

  protected abstract Shelf shelf();

  @BeforeEach
  void open() {
    shelf = shelf();
    ledger = shelf.open();
    scribe = new Scribe(ledger);
  }

  @AfterEach
  void close() {
    ledger.close();
    shelf.close();
  }

  private static ViabilityState examined(ModelId model, Trait.Result tools, Instant until) {
    var found =
        new Examination(
            List.of(
                new Trait(Aspect.ANSWERS, Trait.Result.PASSED, "5 of 5"),
                new Trait(Aspect.TOOLS, tools, "it said \"no\"")),
            new Pace(5, 10, 20, 30, 40, 50),
            7_200,
            new Identity("mini-2026-05-01", "sha256:1", "abc", List.of("1", "")),
            4_711);
    return new ViabilityState.Examined(
        model,
        new Report(found, "ada", until.minusSeconds(60), until, List.of("answers otherwise")));
  }

  private void write(ModelId model, ViabilityState state) {
    var id = ViabilityRules.id(model);
    var standing = rules.standing(id, state);
    scribe.write(new Written(id, 0, 1, scribe.nextEntry(), standing, codec.encode(state)));
  }

  private Instant now() {
    try (var page = ledger.open()) {
      return page.now();
    }
  }

  @Test
  void what_was_found_is_read_as_it_was_written() {
    var state = examined(QWEN, Trait.Result.FAILED, now());
    write(QWEN, state);
    var row = ledger.reader().row(ViabilityRules.id(QWEN)).orElseThrow();
    assertThat(codec.decode(row.state())).isEqualTo(state);
  }

  @Test
  void models_are_listed_by_how_they_are() {
    write(QWEN, examined(QWEN, Trait.Result.FAILED, now()));
    write(MINI, examined(MINI, Trait.Result.PASSED, now()));
    assertThat(listed("flawed")).containsExactly(ViabilityRules.id(QWEN));
    assertThat(listed("viable")).containsExactly(ViabilityRules.id(MINI));
    assertThat(listed("")).hasSize(2);
    assertThat(listed("wanted")).isEmpty();
    assertThat(ledger.reader().counts(Kind.MODEL)).containsEntry("flawed", 1L);
  }

  private List<StreamId> listed(String status) {
    var query = new Reader.Query(Kind.MODEL, status, 0, Long.MAX_VALUE, 9);
    return ledger.reader().list(query).stream().map(Row::id).toList();
  }

  @Test
  void what_is_too_old_is_due_among_everything_else() {
    var now = now();
    write(MINI, examined(MINI, Trait.Result.PASSED, now.minusSeconds(2)));
    write(QWEN, examined(QWEN, Trait.Result.PASSED, now.plusSeconds(3_600)));
    var task = new StreamId(Kind.TASK, 4);
    scribe.write(scribe.fresh(task, Standing.of("leased").due(now.minusSeconds(1))));
    try (var page = ledger.open()) {
      assertThat(page.due(10)).containsExactly(ViabilityRules.id(MINI), task);
      assertThat(page.nextDue()).contains(now.plusSeconds(3_600));
    }
    assertThat(ledger.reader().earliestDue(Kind.MODEL)).contains(now.minusSeconds(2));
  }
}
