-- Models: what is left alone, what may be spent, what is known of each model.
--
-- A budget is due when its window ends or a block of it comes back, a model when what is known of it is
-- too old.

CREATE TABLE cooldown (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT CHECK (due_at IS NULL),
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE budget (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT,
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE TABLE model (
  key BIGINT PRIMARY KEY CHECK (key > 0),
  version BIGINT NOT NULL,
  entry BIGINT NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at BIGINT,
  parent BIGINT NOT NULL,
  state TEXT NOT NULL
) WITH (fillfactor = 60);

CREATE INDEX budget_due ON budget (due_at, key) WHERE due_at IS NOT NULL;
CREATE INDEX model_due ON model (due_at, key) WHERE due_at IS NOT NULL;
