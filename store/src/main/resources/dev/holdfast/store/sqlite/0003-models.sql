-- Models: what is left alone, what may be spent, what is known of each model.
--
-- A budget is due when its window ends or a block of it comes back, a model when what is known of it is
-- too old.

CREATE TABLE cooldown (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER CHECK (due_at IS NULL),
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE budget (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE model (
  key INTEGER PRIMARY KEY CHECK (key > 0),
  version INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  status TEXT NOT NULL,
  lane TEXT NOT NULL DEFAULT '' CHECK (lane = ''),
  hands TEXT NOT NULL DEFAULT '' CHECK (hands = ''),
  place TEXT NOT NULL DEFAULT '' CHECK (place = ''),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER,
  parent INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE INDEX budget_due ON budget (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX model_due ON model (due_at) WHERE due_at IS NOT NULL;
