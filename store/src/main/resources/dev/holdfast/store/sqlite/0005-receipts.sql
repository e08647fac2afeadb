-- What each attempt at a model has cost, beside its effect: whoever sums up what was spent reads these
-- narrow rows and no states. `tokens` and `money` are what the budgets bear, which for what nobody
-- counted is what was put aside.

CREATE TABLE receipt (
  effect INTEGER PRIMARY KEY CHECK (effect > 0),
  at INTEGER NOT NULL,
  task INTEGER NOT NULL,
  model TEXT NOT NULL,
  tier TEXT NOT NULL,
  agent TEXT NOT NULL,
  actor TEXT NOT NULL,
  known INTEGER NOT NULL CHECK (known IN (0, 1)),
  uncached INTEGER NOT NULL CHECK (uncached >= 0),
  cache_read INTEGER NOT NULL CHECK (cache_read >= 0),
  cache_write INTEGER NOT NULL CHECK (cache_write >= 0),
  output INTEGER NOT NULL CHECK (output >= 0),
  reasoning INTEGER NOT NULL CHECK (reasoning >= 0),
  cost INTEGER NOT NULL CHECK (cost >= 0),
  tokens INTEGER NOT NULL CHECK (tokens >= 0),
  money INTEGER NOT NULL CHECK (money >= 0),
  budgets TEXT NOT NULL
) STRICT;

CREATE INDEX receipt_at ON receipt (at);

CREATE TRIGGER receipt_is_never_changed BEFORE UPDATE ON receipt
BEGIN SELECT RAISE(ABORT, 'holdfast: receipts are never changed'); END;
