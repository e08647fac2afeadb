/// Where the ledger is kept: one SQLite file for one process, or a PostgreSQL database for any
/// number of them. `Stores` opens either. The SQL of both lies side by side under the same names in
/// the resources; a class that is called after a database knows only that one, a class called
/// `Jdbc…` serves both. The guarantees that matter most are the database's own: what was entered is
/// never changed, and no output is delivered without its passing verdict, whoever writes.
@NullMarked
package dev.holdfast.store;

import org.jspecify.annotations.NullMarked;
