package dev.holdfast.control.desk;

import dev.holdfast.core.Order;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Origin;
import java.util.List;

/// A submission that is to be decided: its orders, with whatever it claims already looked up.
record Docket(Pending pending, Origin origin, List<Order> orders, CommandKey key) {}
