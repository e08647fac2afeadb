package dev.holdfast.execution.providers;

import dev.holdfast.core.Json;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.spend.Usage;
import java.util.List;

final class AnthropicProviderTest extends ProviderContract {
  private static final String INPUT =
      "\"input_tokens\":5005,\"cache_read_input_tokens\":257955,\"cache_creation_input_tokens\":0";

  @Override
  ProviderSpec spec(String url, Secret key) {
    return new ProviderSpec.Anthropic(url + "/v1", key);
  }

  /// Each event names its type on a line of its own as well.
  @Override
  String framed(String chunk) {
    return "event: something\ndata: " + chunk + "\n\n";
  }

  @Override
  List<String> opening() {
    return List.of(
        "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
            + "\"role\":\"assistant\",\"model\":\"m-1-2026\",\"content\":[],\"stop_reason\":null,"
            + "\"usage\":{"
            + INPUT
            + ",\"output_tokens\":1}}}",
        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
            + "\"text\":\"\"}}",
        "{\"type\":\"ping\"}");
  }

  private static String delta(String type, String field, String text) {
    return "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"%s\",\"%s\":%s}}"
        .formatted(type, field, Json.string(text).text());
  }

  @Override
  String says(String text) {
    return delta("text_delta", "text", text);
  }

  @Override
  String thinks(String text) {
    return delta("thinking_delta", "thinking", text);
  }

  @Override
  List<String> wants(int index, String id, String tool, String arguments) {
    var at = "\"index\":" + (index + 1);
    int half = arguments.length() / 2;
    var piece =
        "{\"type\":\"content_block_delta\","
            + at
            + ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":%s}}";
    return List.of(
        "{\"type\":\"content_block_start\","
            + at
            + ",\"content_block\":{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":{}}}"
                .formatted(id, tool),
        piece.formatted("\"\""),
        piece.formatted(Json.string(arguments.substring(0, half)).text()),
        piece.formatted(Json.string(arguments.substring(half)).text()),
        "{\"type\":\"content_block_stop\"," + at + "}");
  }

  @Override
  List<String> ending(Finish finish) {
    var reason =
        switch (finish) {
          case STOP -> "end_turn";
          case TOOLS -> "tool_use";
          case LENGTH -> "max_tokens";
        };
    return stopped(reason);
  }

  private static List<String> stopped(String reason) {
    return List.of(
        "{\"type\":\"content_block_stop\",\"index\":0}",
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\",\"stop_sequence\":null},\"usage\":{%s,\"output_tokens\":1744}}"
            .formatted(reason, INPUT),
        "{\"type\":\"message_stop\"}");
  }

  @Override
  Usage golden() {
    return new Usage(5005, 257_955, 0, 1744, 0);
  }

  @Override
  String alive() {
    return framed("{\"type\":\"ping\"}");
  }

  @Override
  String atOnce() {
    return """
    {"id":"msg_1","type":"message","role":"assistant","model":"m-1-2026",
     "content":[{"type":"thinking","thinking":"hm","signature":"s"},
       {"type":"text","text":"Good day"}],
     "stop_reason":"end_turn","stop_sequence":null,"usage":{%s,"output_tokens":1744}}
    """
        .formatted(INPUT);
  }

  @Override
  String overloaded() {
    return "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";
  }

  @Override
  List<String> withheld() {
    return stopped("refusal");
  }

  private static Complaint complaint(int status, String type, String message, FaultClass kind) {
    return new Complaint(
        Integer.toString(status),
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"},\"request_id\":\"r\"}"
            .formatted(type, message),
        kind);
  }

  @Override
  List<Complaint> complaints() {
    return List.of(
        complaint(400, "invalid_request_error", "messages: bad", FaultClass.INVALID_REQUEST),
        complaint(
            400,
            "invalid_request_error",
            "prompt is too long: 210000 tokens > 200000 maximum",
            FaultClass.CONTEXT_OVERFLOW),
        complaint(
            400,
            "invalid_request_error",
            "Your credit balance is too low to access the Anthropic API.",
            FaultClass.BILLING),
        complaint(
            400,
            "invalid_request_error",
            "Output blocked by content filtering policy",
            FaultClass.CONTENT_POLICY),
        complaint(401, "authentication_error", "invalid x-api-key", FaultClass.AUTH),
        complaint(402, "billing_error", "pay", FaultClass.BILLING),
        complaint(403, "permission_error", "no", FaultClass.AUTH),
        complaint(404, "not_found_error", "model: m-1", FaultClass.NOT_FOUND),
        complaint(413, "request_too_large", "too large", FaultClass.CONTEXT_OVERFLOW),
        complaint(429, "rate_limit_error", "slower", FaultClass.RATE_LIMITED),
        complaint(500, "api_error", "oh", FaultClass.SERVER_ERROR),
        complaint(529, "overloaded_error", "Overloaded", FaultClass.OVERLOADED),
        new Complaint("529", "", FaultClass.OVERLOADED));
  }

  @Override
  String everythingWritten() {
    return """
    {"model":"m-1","stream":true,"max_tokens":99,"system":"Be brief.",
     "messages":[
      {"role":"user","content":[{"type":"text","text":"Look!"},
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBO"}}]},
      {"role":"assistant","content":[{"type":"text","text":"I look."},
        {"type":"tool_use","id":"w1","name":"look","input":{"at":1}},
        {"type":"tool_use","id":"w2","name":"look","input":{}}]},
      {"role":"user","content":[
        {"type":"tool_result","tool_use_id":"w1","content":"one"},
        {"type":"tool_result","tool_use_id":"w2","content":"two"}]},
      {"role":"assistant","content":[{"type":"text","text":"So"}]}],
     "tools":[{"name":"look","description":"Looks.",
       "input_schema":{"type":"object","properties":{}}}],
     "tool_choice":{"type":"tool","name":"look"},
     "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},
     "temperature":0.5,"stop_sequences":["END"]}
    """;
  }
}
