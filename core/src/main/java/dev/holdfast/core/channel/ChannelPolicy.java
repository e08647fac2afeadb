package dev.holdfast.core.channel;

/// A channel's usability is the outside's to say; the workspace tells it nothing.
public record ChannelPolicy() {}
