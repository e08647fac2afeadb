package dev.holdfast.gateway.ordering;

import dev.holdfast.gateway.http.Call;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.CommandKey;

/// What the `Idempotency-Key` header says (draft-ietf-httpapi-idempotency-key-header). A key counts
/// for one caller and one path.
sealed interface Idempotency {
  int KEY_LONGEST = 255;

  record Unkeyed() implements Idempotency {}

  record Keyed(String scope, String body) implements Idempotency {
    CommandKey whole() {
      return new CommandKey(Codec.hash(scope), Codec.hash(body));
    }

    /// One item of a batch: it is the same one if it stands at the same place of the same batch.
    CommandKey item(int index) {
      return new CommandKey(Codec.hash(scope + "\n#" + index), whole().body());
    }
  }

  record Invalid() implements Idempotency {}

  static Idempotency of(Call call) {
    var key = call.header("Idempotency-Key");
    if (key.isEmpty()) {
      return new Unkeyed();
    }
    boolean visible = key.chars().allMatch(character -> character > ' ' && character < 0x7f);
    return visible && key.length() <= KEY_LONGEST
        ? new Keyed(call.caller().token() + "\n" + call.target() + "\n" + key, call.body())
        : new Invalid();
  }
}
