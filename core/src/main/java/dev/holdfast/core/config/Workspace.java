package dev.holdfast.core.config;

import java.util.List;
import java.util.Map;

/// One version of a workspace: what the rules are told, and what the shells need to do their part.
///
/// @param egress hosts (`host`, `host:port`, `*.suffix`) that brokers may reach although they are
///   private; all public ones may be reached
public record Workspace(
    String name,
    ServerSpec server,
    List<String> egress,
    Map<String, ChannelSpec> channels,
    Map<String, ProviderSpec> providers,
    Map<String, AgentSpec> agents,
    Policy policy) {}
