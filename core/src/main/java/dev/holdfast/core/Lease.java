package dev.holdfast.core;

import java.time.Instant;

/// A right to act until a time, held by a named worker or node under a fence.
public record Lease(Fence fence, String holder, Instant expiresAt) {}
