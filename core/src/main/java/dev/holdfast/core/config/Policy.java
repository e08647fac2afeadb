package dev.holdfast.core.config;

import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.core.session.SessionPolicy;

/// One version of everything that the rules are told.
public record Policy(
    RoutingPolicy routing,
    SessionPolicy session,
    DelegationPolicy delegation,
    DeliveryPolicy delivery,
    SchedulingPolicy scheduling,
    ModelsPolicy models) {}
