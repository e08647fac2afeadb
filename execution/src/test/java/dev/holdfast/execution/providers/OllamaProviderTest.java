package dev.holdfast.execution.providers;

import dev.holdfast.core.Json;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.spend.Usage;
import java.util.List;

final class OllamaProviderTest extends ProviderContract {
  private static final int WINDOW = 300_000;

  @Override
  ProviderSpec spec(String url, Secret key) {
    return new ProviderSpec.Ollama(url, key, WINDOW);
  }

  @Override
  String framed(String chunk) {
    return chunk + "\n";
  }

  /// Its frame is the line.
  @Override
  String spread(String chunk) {
    return framed(chunk);
  }

  private static String message(String fields) {
    return "{\"model\":\"m-1-2026\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",%s},\"done\":false}"
        .formatted(fields);
  }

  @Override
  List<String> opening() {
    return List.of(message("\"content\":\"\""));
  }

  @Override
  String says(String text) {
    return message("\"content\":" + Json.string(text).text());
  }

  @Override
  String thinks(String text) {
    return message("\"content\":\"\",\"thinking\":" + Json.string(text).text());
  }

  @Override
  List<String> wants(int index, String id, String tool, String arguments) {
    return List.of(
        message(
            "\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"%s\",\"arguments\":%s}}]"
                .formatted(tool, arguments)));
  }

  private static String done(String text, String reason) {
    return "{\"model\":\"m-1-2026\",\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"done_reason\":\"%s\",\"done\":true,\"prompt_eval_count\":262960,\"eval_count\":1744}"
        .formatted(text, reason);
  }

  @Override
  List<String> ending(Finish finish) {
    return List.of(
        done(
            "",
            switch (finish) {
              case STOP, TOOLS -> "stop";
              case LENGTH -> "length";
            }));
  }

  /// What it reads again from its cache it does not tell, and nobody pays for.
  @Override
  Usage golden() {
    return new Usage(262_960, 0, 0, 1744, 0);
  }

  /// It keeps no cache that anybody would bill.
  @Override
  long bill() {
    return 262_960 * 4 + 1_744 * 20;
  }

  @Override
  long cached() {
    return 0;
  }

  @Override
  String alive() {
    return framed(message("\"content\":\"\""));
  }

  @Override
  String atOnce() {
    return done("Good day", "stop");
  }

  @Override
  String overloaded() {
    return "{\"error\":\"server busy, please try again. maximum pending requests exceeded\"}";
  }

  /// It withholds nothing; what stands before it may.
  @Override
  List<String> withheld() {
    return List.of("{\"error\":\"blocked by the content filtering policy\"}");
  }

  @Override
  List<Complaint> complaints() {
    return List.of(
        new Complaint("404", "{\"error\":\"model 'm-1' not found\"}", FaultClass.NOT_FOUND),
        new Complaint(
            "400",
            "{\"error\":\"the input length exceeds the context length\"}",
            FaultClass.CONTEXT_OVERFLOW),
        new Complaint(
            "400",
            "{\"error\":\"request (7907 tokens) exceeds the available context size (4096"
                + " tokens)\"}",
            FaultClass.CONTEXT_OVERFLOW),
        new Complaint(
            "400", "{\"error\":\"m-1 does not support tools\"}", FaultClass.INVALID_REQUEST),
        new Complaint("401", "{\"error\":\"unauthorized\"}", FaultClass.AUTH),
        new Complaint("500", "{\"error\":\"model runner has stopped\"}", FaultClass.SERVER_ERROR),
        new Complaint("503", "{\"error\":\"server busy\"}", FaultClass.OVERLOADED));
  }

  @Override
  String everythingWritten() {
    return """
    {"model":"m-1","stream":true,"truncate":false,"shift":false,
     "messages":[
      {"role":"system","content":"Be brief."},
      {"role":"user","content":"Look!","images":["iVBO"]},
      {"role":"assistant","content":"I look.","tool_calls":[
        {"function":{"name":"look","arguments":{"at":1}}},
        {"function":{"name":"look","arguments":{}}}]},
      {"role":"tool","tool_name":"look","content":"one"},
      {"role":"tool","tool_name":"look","content":"two"},
      {"role":"assistant","content":"So "}],
     "tools":[{"type":"function","function":{"name":"look","description":"Looks.",
       "parameters":{"type":"object","properties":{}}}}],
     "format":{"type":"object"},
     "options":{"num_ctx":300000,"num_predict":99,"temperature":0.5,"seed":7,"stop":["END"]}}
    """;
  }
}
