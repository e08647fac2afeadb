package dev.holdfast.execution.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Json;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.Options;
import dev.holdfast.core.spend.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GeminiProviderTest extends ProviderContract {
  private static final String USAGE =
      """
      "usageMetadata":{"promptTokenCount":262960,"cachedContentTokenCount":257955,\
      "candidatesTokenCount":1700,"thoughtsTokenCount":44,"totalTokenCount":264704}\
      """;

  @Override
  ProviderSpec spec(String url, Secret key) {
    return new ProviderSpec.Gemini(url + "/v1beta", key);
  }

  private static String part(String part) {
    return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[%s]},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":262960},\"modelVersion\":\"m-1-2026\"}"
        .formatted(part);
  }

  @Override
  List<String> opening() {
    return List.of(part(""), part("{\"text\":\"\"}"));
  }

  @Override
  String says(String text) {
    return part("{\"text\":" + Json.string(text).text() + "}");
  }

  @Override
  String thinks(String text) {
    return part("{\"text\":" + Json.string(text).text() + ",\"thought\":true}");
  }

  @Override
  List<String> wants(int index, String id, String tool, String arguments) {
    return List.of(
        part(
            "{\"functionCall\":{\"name\":\"%s\",\"args\":%s},\"thoughtSignature\":\"c2ln\"}"
                .formatted(tool, arguments)));
  }

  private static String finished(String reason) {
    return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},\"finishReason\":\"%s\",\"index\":0}],%s,\"modelVersion\":\"m-1-2026\"}"
        .formatted(reason, USAGE);
  }

  @Override
  List<String> ending(Finish finish) {
    return List.of(
        finished(
            switch (finish) {
              case STOP, TOOLS -> "STOP";
              case LENGTH -> "MAX_TOKENS";
            }));
  }

  @Override
  Usage golden() {
    return new Usage(5005, 257_955, 0, 1700, 44);
  }

  @Override
  String alive() {
    return framed(part("{\"text\":\"\"}"));
  }

  @Override
  String atOnce() {
    return finished("STOP").replace("\"text\":\"\"", "\"text\":\"Good day\"");
  }

  @Override
  String overloaded() {
    return "{\"error\":{\"code\":503,\"message\":\"The model is"
        + " overloaded.\",\"status\":\"UNAVAILABLE\"}}";
  }

  @Override
  List<String> withheld() {
    return List.of(
        says("I"), "{\"candidates\":[{\"finishReason\":\"SAFETY\",\"index\":0}]," + USAGE + "}");
  }

  private static Complaint complaint(int status, String word, String message, FaultClass kind) {
    return new Complaint(
        Integer.toString(status),
        "{\n  \"error\": {\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}\n}"
            .formatted(status, message, word),
        kind);
  }

  @Override
  List<Complaint> complaints() {
    return List.of(
        complaint(400, "INVALID_ARGUMENT", "bad", FaultClass.INVALID_REQUEST),
        complaint(
            400,
            "INVALID_ARGUMENT",
            "The input token count (1200000) exceeds the maximum number of tokens allowed"
                + " (1048576).",
            FaultClass.CONTEXT_OVERFLOW),
        complaint(
            400,
            "INVALID_ARGUMENT",
            "API key not valid. Please pass a valid API key.",
            FaultClass.AUTH),
        complaint(400, "FAILED_PRECONDITION", "Enable billing.", FaultClass.BILLING),
        complaint(403, "PERMISSION_DENIED", "no", FaultClass.AUTH),
        complaint(404, "NOT_FOUND", "models/m-1 is not found", FaultClass.NOT_FOUND),
        complaint(
            429,
            "RESOURCE_EXHAUSTED",
            "You exceeded your current quota, please check your plan and billing details.",
            FaultClass.RATE_LIMITED),
        complaint(500, "INTERNAL", "oh", FaultClass.SERVER_ERROR),
        complaint(503, "UNAVAILABLE", "overloaded", FaultClass.OVERLOADED),
        complaint(504, "DEADLINE_EXCEEDED", "late", FaultClass.SERVER_ERROR));
  }

  @Override
  String everythingWritten() {
    return """
    {"systemInstruction":{"parts":[{"text":"Be brief."}]},
     "contents":[
      {"role":"user","parts":[{"text":"Look!"},
        {"inlineData":{"mimeType":"image/png","data":"iVBO"}}]},
      {"role":"model","parts":[{"text":"I look."},
        {"functionCall":{"id":"w1","name":"look","args":{"at":1}}},
        {"functionCall":{"id":"w2","name":"look","args":{}}}]},
      {"role":"user","parts":[
        {"functionResponse":{"id":"w1","name":"look","response":{"output":"one"}}},
        {"functionResponse":{"id":"w2","name":"look","response":{"output":"two"}}}]},
      {"role":"model","parts":[{"text":"So "}]}],
     "tools":[{"functionDeclarations":[{"name":"look","description":"Looks.",
       "parametersJsonSchema":{"type":"object","properties":{}}}]}],
     "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["look"]}},
     "generationConfig":{"maxOutputTokens":99,"responseMimeType":"application/json",
       "responseJsonSchema":{"type":"object"},"temperature":0.5,"seed":7,
       "stopSequences":["END"]}}
    """;
  }

  @Test
  void it_is_offered_no_tools_beside_a_schema_where_none_may_be_used() {
    var options = everything().options();
    var held = everything().with(options.with(new Options.ToolChoice.Never()));
    assertThat(MAPPER.readTree(GeminiRequest.body("m-1", held)).has("tools")).isFalse();
    var free = everything().with(held.options().with(new Options.Form.Free()));
    assertThat(MAPPER.readTree(GeminiRequest.body("m-1", free)).has("tools")).isTrue();
  }
}
