package dev.holdfast.core.security;

/// Tokens are made by people; the workspace tells them nothing.
public record TokenPolicy() {}
