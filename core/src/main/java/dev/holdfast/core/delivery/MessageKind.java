package dev.holdfast.core.delivery;

/// What a message is for; a channel accepts some kinds and refuses the others.
public enum MessageKind {
  REPLY,
  ALERT,
  STATUS,
  REPORT,
  SUMMARY
}
