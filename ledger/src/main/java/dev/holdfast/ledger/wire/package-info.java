/// What agents are told and what they answer, wherever they are: a program, a remote service, a
/// worker behind the API. There is one writer of contracts and one reader of results, so that all
/// doors speak alike and one result has one hash.
@NullMarked
package dev.holdfast.ledger.wire;

import org.jspecify.annotations.NullMarked;
