/// `main`, and the one place where the modules are put together. A server reads its workspace,
/// takes a seat at the ledger, enters the workspace's version, and starts what its planes ask for:
/// control (desk, timekeeper), execution (lanes, courier) and, with control, the gateway. It stops
/// in the other order: nothing new comes in, what runs may finish until a deadline, and what is
/// left is fenced by its lease and taken up again at the next start.
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
