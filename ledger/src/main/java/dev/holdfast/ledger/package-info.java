/// What has happened, in order: entries, the streams that they made, and the ports through which
/// both are written and read. A `Desk` takes submissions and answers when they are committed and
/// synced. A `Ledger` keeps one desk's page at a time: load, decide, write, commit. A `Reader`
/// answers questions and never writes. Everything is encoded here, by one `Codec`, so that every
/// store keeps the same texts and the same hashes.
@NullMarked
package dev.holdfast.ledger;

import org.jspecify.annotations.NullMarked;
