-- What each attempt at a model has cost, beside its effect: whoever sums up what was spent reads these
-- narrow rows and no states. `tokens` and `money` are what the budgets bear, which for what nobody
-- counted is what was put aside.

CREATE TABLE receipt (
  effect BIGINT PRIMARY KEY CHECK (effect > 0),
  at BIGINT NOT NULL,
  task BIGINT NOT NULL,
  model TEXT NOT NULL,
  tier TEXT NOT NULL,
  agent TEXT NOT NULL,
  actor TEXT NOT NULL,
  known BOOLEAN NOT NULL,
  uncached BIGINT NOT NULL CHECK (uncached >= 0),
  cache_read BIGINT NOT NULL CHECK (cache_read >= 0),
  cache_write BIGINT NOT NULL CHECK (cache_write >= 0),
  output BIGINT NOT NULL CHECK (output >= 0),
  reasoning BIGINT NOT NULL CHECK (reasoning >= 0),
  cost BIGINT NOT NULL CHECK (cost >= 0),
  tokens BIGINT NOT NULL CHECK (tokens >= 0),
  money BIGINT NOT NULL CHECK (money >= 0),
  budgets BIGINT[] NOT NULL
);

CREATE INDEX receipt_at ON receipt (at);

CREATE TRIGGER receipt_is_never_changed BEFORE UPDATE ON receipt
FOR EACH ROW EXECUTE FUNCTION holdfast_refuse('receipts are never changed');
