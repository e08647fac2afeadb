/// The only way out. `Egress` says which addresses may be reached: public ones, and those private
/// ones that the workspace lists. `Outbound` is the one HTTP client of all brokers: it asks
/// `Egress`, connects to exactly the address that was checked (a second look-up could give another
/// one), follows no redirect, checks certificates, keeps every wait and every size within limits,
/// and says of each failure whether anything may have been sent. Only streams, which models are
/// asked by, keep their connections; every use of one is checked like a new one.
@NullMarked
package dev.holdfast.execution.egress;

import org.jspecify.annotations.NullMarked;
