package dev.holdfast.ledger.signing;

/// The values of the three headers `webhook-id`, `webhook-timestamp` and `webhook-signature`; an
/// absent header is empty.
///
/// @param id the message's, the same over all attempts
/// @param timestamp seconds since 1970, in digits
/// @param signature one or more `v1,<base64>`, separated by spaces
public record Stamp(String id, String timestamp, String signature) {
  public static final String ID = "webhook-id";
  public static final String TIMESTAMP = "webhook-timestamp";
  public static final String SIGNATURE = "webhook-signature";
}
