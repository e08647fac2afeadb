package dev.holdfast.control.expressions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.holdfast.core.Expressions.Truth;
import dev.holdfast.core.Finding;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// CEL expressions that are true or false. Compiled once per environment; a fact is only read when
/// the expression asks for it.
final class Conditions {
  private static final int CODE_POINTS_MAX = 4_096;
  private static final int DEPTH_MAX = 32;
  private static final int NODES_MAX = 1_000;
  private static final int ITERATIONS_MAX = 10_000;
  private static final int REGEX_SIZE_MAX = 1_000;
  private static final int KEPT_MAX = 2_000;
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(CODE_POINTS_MAX)
          .maxParseRecursionDepth(DEPTH_MAX)
          .maxParseExpressionNodeCount(NODES_MAX)
          .comprehensionMaxIterations(ITERATIONS_MAX)
          .maxRegexProgramSize(REGEX_SIZE_MAX)
          .build();

  private final Map<Environment, Cel> environments = new EnumMap<>(Environment.class);
  private final Cache<Source, Compiled> kept = Caffeine.newBuilder().maximumSize(KEPT_MAX).build();

  Conditions() {
    for (var environment : Environment.values()) {
      environments.put(environment, cel(environment));
    }
  }

  private static Cel cel(Environment environment) {
    var builder =
        CelFactory.plannerCelBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL);
    environment.names().forEach(builder::addVar);
    return builder.build();
  }

  List<Finding> findings(String expression, Environment environment) {
    return switch (compiled(expression, environment)) {
      case Compiled.Ready _ -> List.of();
      case Compiled.Broken(var findings) -> findings;
    };
  }

  Truth test(String expression, Map<String, Object> facts) {
    return switch (compiled(expression, Environment.of(facts.keySet()))) {
      case Compiled.Ready(var program) -> evaluate(program, facts);
      case Compiled.Broken(var findings) -> new Truth.Errs(findings.getFirst().toString());
    };
  }

  /// Evaluated without any fact: CEL's logic absorbs what is unknown where it makes no difference,
  /// so an answer is the answer whatever the facts are.
  Constancy constancy(String expression, Environment environment) {
    return switch (compiled(expression, environment)) {
      case Compiled.Ready(var program) ->
          switch (evaluate(program, Map.of())) {
            case Truth.Holds() -> Constancy.ALWAYS_TRUE;
            case Truth.Fails() -> Constancy.ALWAYS_FALSE;
            case Truth.Errs _ -> Constancy.VARIES;
          };
      case Compiled.Broken _ -> Constancy.VARIES;
    };
  }

  private static Truth evaluate(Program program, Map<String, Object> facts) {
    var read = new HashMap<String, Object>();
    try {
      var result =
          program.eval(name ->
              Optional.ofNullable(facts.get(name))
                  .map(fact -> read.computeIfAbsent(name, _ -> Trees.value(fact))));
      return result instanceof Boolean truth
          ? truth ? new Truth.Holds() : new Truth.Fails()
          : new Truth.Errs("gives " + kind(result) + ", not true or false");
    } catch (CelEvaluationException | JacksonException | ClassCastException unanswered) {
      return new Truth.Errs(message(unanswered));
    }
  }

  private static String kind(Object result) {
    return "a " + result.getClass().getSimpleName();
  }

  private static String message(Exception unanswered) {
    var message = unanswered.getMessage();
    return message == null ? unanswered.getClass().getSimpleName() : message;
  }

  private Compiled compiled(String expression, Environment environment) {
    return kept.get(new Source(expression, environment), this::compile);
  }

  private Compiled compile(Source source) {
    var cel = environments.get(source.environment());
    if (cel == null) {
      throw new IllegalStateException("every environment is prepared");
    }
    try {
      var result = cel.compile(source.expression());
      return result.hasError()
          ? new Compiled.Broken(result.getErrors().stream().map(Conditions::finding).toList())
          : new Compiled.Ready(cel.createProgram(result.getAst()));
    } catch (CelValidationException | CelEvaluationException refused) {
      return new Compiled.Broken(List.of(new Finding("", message(refused))));
    }
  }

  /// Lines and columns count from one, as everywhere else in what people read.
  private static Finding finding(CelIssue issue) {
    var at = issue.getSourceLocation();
    var where = at.getLine() < 1 ? "" : at.getLine() + ":" + (at.getColumn() + 1);
    return new Finding(where, issue.getMessage());
  }

  private record Source(String expression, Environment environment) {}

  private sealed interface Compiled {
    record Ready(Program program) implements Compiled {}

    record Broken(List<Finding> findings) implements Compiled {}
  }
}
