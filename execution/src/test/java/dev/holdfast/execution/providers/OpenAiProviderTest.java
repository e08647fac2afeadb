package dev.holdfast.execution.providers;

import dev.holdfast.core.Json;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.spend.Usage;
import java.util.List;

final class OpenAiProviderTest extends ProviderContract {
  private static final String USAGE =
      """
      "usage":{"prompt_tokens":262960,"completion_tokens":1744,"total_tokens":264704,\
      "prompt_tokens_details":{"cached_tokens":257955},\
      "completion_tokens_details":{"reasoning_tokens":44}}\
      """;

  @Override
  ProviderSpec spec(String url, Secret key) {
    return new ProviderSpec.OpenAi(url + "/v1", key);
  }

  private static String delta(String delta) {
    return "{\"object\":\"chat.completion.chunk\",\"model\":\"m-1-2026\",\"choices\":[{\"index\":0,"
        + "\"delta\":%s,\"finish_reason\":null}],\"usage\":null}".formatted(delta);
  }

  @Override
  List<String> opening() {
    return List.of(delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"));
  }

  @Override
  String says(String text) {
    return delta("{\"content\":" + Json.string(text).text() + "}");
  }

  @Override
  String thinks(String text) {
    return delta("{\"reasoning_content\":" + Json.string(text).text() + "}");
  }

  @Override
  List<String> wants(int index, String id, String tool, String arguments) {
    var call = "{\"tool_calls\":[{\"index\":" + index;
    return List.of(
        delta(
            call
                + ",\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":\"\"}}]}"
                    .formatted(id, tool)),
        delta(call + ",\"function\":{\"arguments\":\"{\\\"at\\\"\"}}]}"),
        delta(
            call
                + ",\"function\":{\"arguments\":%s}}]}"
                    .formatted(Json.string(arguments.substring("{\"at\"".length())).text())));
  }

  @Override
  List<String> ending(Finish finish) {
    var reason =
        switch (finish) {
          case STOP -> "stop";
          case TOOLS -> "tool_calls";
          case LENGTH -> "length";
        };
    return List.of(
        "{\"model\":\"m-1-2026\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}"
            .formatted(reason),
        "{\"model\":\"m-1-2026\",\"choices\":[],%s}".formatted(USAGE),
        "[DONE]");
  }

  @Override
  Usage golden() {
    return new Usage(5005, 257_955, 0, 1700, 44);
  }

  @Override
  String alive() {
    return ": OPENROUTER PROCESSING\n\n";
  }

  @Override
  String atOnce() {
    return """
    {
      "object": "chat.completion", "model": "m-1-2026",
      "choices": [{"index": 0, "message": {"role": "assistant", "content": "Good day"},
        "finish_reason": "stop"}],
      %s
    }
    """
        .formatted(USAGE);
  }

  @Override
  String overloaded() {
    return "{\"error\":{\"message\":\"try later\",\"type\":\"overloaded_error\",\"code\":null}}";
  }

  @Override
  List<String> withheld() {
    return List.of(
        says("I"), "{\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}", "[DONE]");
  }

  private static Complaint complaint(int status, String type, String code, FaultClass kind) {
    return new Complaint(
        Integer.toString(status),
        "{\"error\":{\"message\":\"no\",\"type\":\"%s\",\"param\":null,\"code\":%s}}"
            .formatted(type, code.isEmpty() ? "null" : "\"" + code + "\""),
        kind);
  }

  @Override
  List<Complaint> complaints() {
    return List.of(
        complaint(429, "tokens", "rate_limit_exceeded", FaultClass.RATE_LIMITED),
        complaint(429, "insufficient_quota", "insufficient_quota", FaultClass.BILLING),
        complaint(401, "invalid_request_error", "invalid_api_key", FaultClass.AUTH),
        complaint(403, "", "unsupported_country_region_territory", FaultClass.AUTH),
        complaint(402, "", "", FaultClass.BILLING),
        complaint(
            400, "invalid_request_error", "context_length_exceeded", FaultClass.CONTEXT_OVERFLOW),
        complaint(
            400, "invalid_request_error", "content_policy_violation", FaultClass.CONTENT_POLICY),
        complaint(400, "invalid_request_error", "content_filter", FaultClass.CONTENT_POLICY),
        complaint(400, "invalid_request_error", "", FaultClass.INVALID_REQUEST),
        complaint(404, "invalid_request_error", "model_not_found", FaultClass.NOT_FOUND),
        complaint(500, "server_error", "", FaultClass.SERVER_ERROR),
        complaint(503, "", "", FaultClass.OVERLOADED),
        new Complaint(
            "400",
            "{\"object\":\"error\",\"message\":\"This model's maximum context length is 4096"
                + " tokens.\",\"type\":\"BadRequestError\",\"code\":400}",
            FaultClass.CONTEXT_OVERFLOW),
        new Complaint("418", "", FaultClass.UNKNOWN));
  }

  @Override
  String everythingWritten() {
    return """
    {"model":"m-1","stream":true,"stream_options":{"include_usage":true},
     "messages":[
      {"role":"system","content":"Be brief."},
      {"role":"user","content":[{"type":"text","text":"Look!"},
        {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBO"}}]},
      {"role":"assistant","content":"I look.","tool_calls":[
        {"id":"w1","type":"function","function":{"name":"look","arguments":"{\\"at\\":1}"}},
        {"id":"w2","type":"function","function":{"name":"look","arguments":"{}"}}]},
      {"role":"tool","tool_call_id":"w1","content":"one"},
      {"role":"tool","tool_call_id":"w2","content":"two"},
      {"role":"assistant","content":"So "}],
     "tools":[{"type":"function","function":{"name":"look","description":"Looks.",
       "parameters":{"type":"object","properties":{}}}}],
     "tool_choice":{"type":"function","function":{"name":"look"}},
     "max_tokens":99,
     "response_format":{"type":"json_schema","json_schema":
       {"name":"shape","strict":false,"schema":{"type":"object"}}},
     "temperature":0.5,"seed":7,"stop":"END","reasoning_effort":"low"}
    """;
  }
}
