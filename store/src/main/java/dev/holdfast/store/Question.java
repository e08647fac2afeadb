package dev.holdfast.store;

import java.sql.SQLException;

/// Something to be asked on a connection that somebody else owns.
@FunctionalInterface
interface Question<T> {
  T answer(Prepared prepared) throws SQLException;
}
