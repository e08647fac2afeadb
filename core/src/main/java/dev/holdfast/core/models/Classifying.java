package dev.holdfast.core.models;

import static dev.holdfast.core.models.FaultClass.AUTH;
import static dev.holdfast.core.models.FaultClass.BILLING;
import static dev.holdfast.core.models.FaultClass.CONTENT_POLICY;
import static dev.holdfast.core.models.FaultClass.CONTEXT_OVERFLOW;
import static dev.holdfast.core.models.FaultClass.INVALID_REQUEST;
import static dev.holdfast.core.models.FaultClass.MALFORMED;
import static dev.holdfast.core.models.FaultClass.NOT_FOUND;
import static dev.holdfast.core.models.FaultClass.OVERLOADED;
import static dev.holdfast.core.models.FaultClass.RATE_LIMITED;
import static dev.holdfast.core.models.FaultClass.SERVER_ERROR;
import static dev.holdfast.core.models.FaultClass.UNKNOWN;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds the class of what a provider complains of. Total: every status with every word has one.
/// The provider's own words go before the status, because proxies and compatible servers bend the
/// status more often than the words; its sentences are looked at last and only for what no word
/// tells, because sentences change.
public final class Classifying {
  private static final Map<String, FaultClass> OPENAI =
      Map.ofEntries(
          Map.entry("insufficient_quota", BILLING),
          Map.entry("billing_hard_limit_reached", BILLING),
          Map.entry("billing_not_active", BILLING),
          Map.entry("rate_limit_exceeded", RATE_LIMITED),
          Map.entry("rate_limit_error", RATE_LIMITED),
          Map.entry("tokens", RATE_LIMITED),
          Map.entry("requests", RATE_LIMITED),
          Map.entry("ratelimitreached", RATE_LIMITED),
          Map.entry("throttlingexception", RATE_LIMITED),
          Map.entry("invalid_api_key", AUTH),
          Map.entry("authentication_error", AUTH),
          Map.entry("permission_error", AUTH),
          Map.entry("account_deactivated", AUTH),
          Map.entry("accessdeniedexception", AUTH),
          Map.entry("context_length_exceeded", CONTEXT_OVERFLOW),
          Map.entry("exceed_context_size_error", CONTEXT_OVERFLOW),
          Map.entry("string_above_max_length", CONTEXT_OVERFLOW),
          Map.entry("content_filter", CONTENT_POLICY),
          Map.entry("content_policy_violation", CONTENT_POLICY),
          Map.entry("responsibleaipolicyviolation", CONTENT_POLICY),
          Map.entry("invalid_prompt", CONTENT_POLICY),
          Map.entry("model_not_found", NOT_FOUND),
          Map.entry("model_not_supported", NOT_FOUND),
          Map.entry("model_not_available", NOT_FOUND),
          Map.entry("model_decommissioned", NOT_FOUND),
          Map.entry("invalid_model", NOT_FOUND),
          Map.entry("unknown_model", NOT_FOUND),
          Map.entry("resourcenotfoundexception", NOT_FOUND),
          Map.entry("not_found_error", NOT_FOUND),
          Map.entry("deploymentnotfound", NOT_FOUND),
          Map.entry("overloaded_error", OVERLOADED),
          Map.entry("server_overloaded", OVERLOADED),
          Map.entry("engine_overloaded_error", OVERLOADED),
          Map.entry("service_unavailable_error", OVERLOADED),
          Map.entry("unavailable_error", OVERLOADED),
          Map.entry("serviceunavailableexception", OVERLOADED),
          Map.entry("modelnotreadyexception", OVERLOADED),
          Map.entry("server_error", SERVER_ERROR),
          Map.entry("internal_server_error", SERVER_ERROR),
          Map.entry("internalservererror", SERVER_ERROR),
          Map.entry("upstream_error", SERVER_ERROR),
          Map.entry("modelerrorexception", SERVER_ERROR),
          // The model wrote something else than it was held to.
          Map.entry("json_validate_failed", MALFORMED),
          Map.entry("tool_use_failed", MALFORMED));
  private static final Map<String, FaultClass> ANTHROPIC =
      Map.of(
          "authentication_error", AUTH,
          "permission_error", AUTH,
          "billing_error", BILLING,
          "not_found_error", NOT_FOUND,
          "request_too_large", CONTEXT_OVERFLOW,
          "rate_limit_error", RATE_LIMITED,
          "overloaded_error", OVERLOADED,
          "timeout_error", SERVER_ERROR,
          "api_error", SERVER_ERROR);
  private static final Map<String, FaultClass> GEMINI =
      Map.ofEntries(
          Map.entry("api_key_invalid", AUTH),
          Map.entry("api_key_expired", AUTH),
          Map.entry("api_key_service_blocked", AUTH),
          Map.entry("service_disabled", AUTH),
          Map.entry("unauthenticated", AUTH),
          Map.entry("permission_denied", AUTH),
          Map.entry("billing_disabled", BILLING),
          Map.entry("failed_precondition", BILLING),
          Map.entry("resource_exhausted", RATE_LIMITED),
          Map.entry("rate_limit_exceeded", RATE_LIMITED),
          Map.entry("ratelimitexceeded", RATE_LIMITED),
          Map.entry("userratelimitexceeded", RATE_LIMITED),
          Map.entry("quotaexceeded", RATE_LIMITED),
          Map.entry("not_found", NOT_FOUND),
          Map.entry("unavailable", OVERLOADED),
          Map.entry("internal", SERVER_ERROR),
          Map.entry("deadline_exceeded", SERVER_ERROR),
          Map.entry("safety", CONTENT_POLICY),
          Map.entry("recitation", CONTENT_POLICY),
          Map.entry("blocklist", CONTENT_POLICY),
          Map.entry("prohibited_content", CONTENT_POLICY),
          Map.entry("spii", CONTENT_POLICY),
          Map.entry("image_safety", CONTENT_POLICY));

  /// What sentences tell, in lower case; the first that is found counts.
  private static final List<Map.Entry<String, FaultClass>> SENTENCES =
      List.of(
          Map.entry("credit balance is too low", BILLING),
          Map.entry("insufficient balance", BILLING),
          Map.entry("insufficient credits", BILLING),
          Map.entry("exceeded your current quota, please check your plan", BILLING),
          Map.entry("failure to pay", BILLING),
          Map.entry("api key not valid", AUTH),
          Map.entry("api key expired", AUTH),
          Map.entry("incorrect api key", AUTH),
          Map.entry("is not a valid model", NOT_FOUND),
          Map.entry("maximum context length", CONTEXT_OVERFLOW),
          Map.entry("prompt is too long", CONTEXT_OVERFLOW),
          Map.entry("exceed context limit", CONTEXT_OVERFLOW),
          Map.entry("exceeds the context", CONTEXT_OVERFLOW),
          Map.entry("exceeds the available context size", CONTEXT_OVERFLOW),
          Map.entry("exceeds maximum context length", CONTEXT_OVERFLOW),
          Map.entry("exceeds the maximum number of tokens", CONTEXT_OVERFLOW),
          Map.entry("context window", CONTEXT_OVERFLOW),
          Map.entry("tokens + `max_new_tokens` must be", CONTEXT_OVERFLOW),
          Map.entry("content filtering policy", CONTENT_POLICY),
          Map.entry("content management policy", CONTENT_POLICY),
          Map.entry("violating our usage policy", CONTENT_POLICY),
          Map.entry("input was flagged", CONTENT_POLICY),
          Map.entry("maximum pending requests exceeded", OVERLOADED),
          // Also where it comes with the status of a refused key.
          Map.entry("rate limit exceeded", RATE_LIMITED),
          Map.entry("rate limit reached", RATE_LIMITED),
          Map.entry("too many requests", RATE_LIMITED));

  private Classifying() {}

  /// @param sent whether the question may have been worked at
  public static ModelFault of(Dialect dialect, Complaint complaint, boolean sent) {
    return new ModelFault(
        classOf(dialect, complaint),
        complaint.message(),
        complaint.status(),
        complaint.retryAfter(),
        sent);
  }

  static FaultClass classOf(Dialect dialect, Complaint complaint) {
    return byWord(dialect, complaint.code())
        .or(() -> bySentence(dialect, complaint))
        .or(() -> byWord(dialect, complaint.type()))
        .orElseGet(() -> byStatus(complaint));
  }

  private static Optional<FaultClass> byWord(Dialect dialect, String word) {
    var words =
        switch (dialect) {
          case OPENAI -> OPENAI;
          case ANTHROPIC -> ANTHROPIC;
          case GEMINI -> GEMINI;
          case OLLAMA -> Map.<String, FaultClass>of();
        };
    return Optional.ofNullable(words.get(word.toLowerCase(Locale.ROOT)));
  }

  /// The words that say no more than that the question was wrong stand also with missing keys and
  /// unknown addresses: they count only where the status tells nothing.
  private static FaultClass byStatus(Complaint complaint) {
    var found = byStatus(complaint.status());
    return found == UNKNOWN && saysOnlyWrong(complaint.type()) ? INVALID_REQUEST : found;
  }

  private static boolean saysOnlyWrong(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "invalid_request_error", "invalid_argument", "out_of_range", "bad_request" -> true;
      default -> false;
    };
  }

  private static Optional<FaultClass> bySentence(Dialect dialect, Complaint complaint) {
    // Gemini says of every minute's limit that one should look at plan and billing.
    if (complaint.status() == TOO_MANY && dialect == Dialect.GEMINI) {
      return Optional.empty();
    }
    var sentence = complaint.message().toLowerCase(Locale.ROOT);
    if (dialect == Dialect.OLLAMA && sentence.contains("model") && sentence.contains("not found")) {
      return Optional.of(NOT_FOUND);
    }
    return SENTENCES.stream()
        .filter(known -> sentence.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static FaultClass byStatus(int status) {
    return switch (status) {
      case 401, 403 -> AUTH;
      case 402 -> BILLING;
      case 404, 410 -> NOT_FOUND;
      case 408, 409, 425 -> SERVER_ERROR;
      case 413 -> CONTEXT_OVERFLOW;
      case TOO_MANY -> RATE_LIMITED;
      case 451 -> CONTENT_POLICY;
      case 400, 405, 406, 411, 412, 414, 415, 416, 417, 422, 424, 428, 431 -> INVALID_REQUEST;
      case 503, 529 -> OVERLOADED;
      default -> status >= 500 && status <= 599 ? SERVER_ERROR : UNKNOWN;
    };
  }

  private static final int TOO_MANY = 429;
}
