package dev.holdfast.core.spend;

/// What one block of a budget pays of a charge.
public record Share(BudgetLine line, long block, Amount amount) {}
