-- What a desk asks and writes. {kind} stands for a table of streams.

-- name: now
SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint

-- name: rows
SELECT key, version, entry, state FROM {kind} WHERE key = ANY (?::bigint[])

-- name: memories
SELECT id, body, entry FROM command WHERE id = ANY (?::text[])

-- name: ready
SELECT key FROM {kind} WHERE place = 'ready' AND lane = ? AND hands = ? ORDER BY priority, key LIMIT ?
FOR UPDATE SKIP LOCKED

-- name: lock-lane
SELECT pg_advisory_xact_lock(hashtextextended(?, 7420))

-- name: leased
SELECT count(*) FROM {kind} WHERE place = 'leased' AND lane = ?

-- name: due
SELECT key, due_at FROM {kind} WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, key LIMIT ?
FOR UPDATE SKIP LOCKED

-- name: next-due
SELECT min(due_at) FROM (
  SELECT min(due_at) AS due_at FROM task WHERE due_at IS NOT NULL AND due_at > ?
  UNION ALL
  SELECT min(due_at) FROM delivery WHERE due_at IS NOT NULL AND due_at > ?
  UNION ALL
  SELECT min(due_at) FROM effect WHERE due_at IS NOT NULL AND due_at > ?
  UNION ALL
  SELECT min(due_at) FROM job WHERE due_at IS NOT NULL AND due_at > ?
  UNION ALL
  SELECT min(due_at) FROM budget WHERE due_at IS NOT NULL AND due_at > ?
  UNION ALL
  SELECT min(due_at) FROM model WHERE due_at IS NOT NULL AND due_at > ?) AS each_kind

-- name: take-seat
INSERT INTO desk (token, holder) VALUES (?, ?) RETURNING number

-- name: check-seat
SELECT 1 FROM desk WHERE number = ? AND token = ? AND revoked_at IS NULL FOR SHARE

-- name: clear-seat
SELECT 1 FROM desk WHERE number = ? FOR UPDATE

-- name: insert-entry
INSERT INTO entry (id, at, body, hash) SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[])

-- name: insert-command
INSERT INTO command (id, body, entry) SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[])

-- name: insert-verdict
INSERT INTO passing_verdict (task, output_sha256, entry)
SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[])
ON CONFLICT DO NOTHING

-- name: insert-receipt
INSERT INTO receipt (effect, at, task, model, tier, agent, actor, known, uncached, cache_read, cache_write, output,
  reasoning, cost, tokens, money, budgets)
SELECT fresh.effect, entry.at, task, model, tier, agent, actor, known = 1, uncached, cache_read, cache_write, output,
  reasoning, cost, tokens, money, budgets::bigint[]
FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
    ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
  AS fresh (effect, entry, task, model, tier, agent, actor, known, uncached, cache_read, cache_write, output, reasoning,
    cost, tokens, money, budgets)
JOIN entry ON entry.id = fresh.entry

-- name: insert-plain
INSERT INTO {kind} (version, entry, status, state, parent, key)
SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])

-- name: update-plain
UPDATE {kind} AS kept
SET version = new.version, entry = new.entry, status = new.status, state = new.state
FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
  AS new (version, entry, status, state, key, expected)
WHERE kept.key = new.key AND kept.version = new.expected

-- name: insert-turning
INSERT INTO {kind} (version, entry, status, state, parent, key)
SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])

-- name: update-turning
UPDATE {kind} AS kept
SET version = new.version, entry = new.entry, status = new.status, state = new.state, parent = new.parent
FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
  AS new (version, entry, status, state, parent, key, expected)
WHERE kept.key = new.key AND kept.version = new.expected

-- name: insert-due
INSERT INTO {kind} (version, entry, status, state, due_at, parent, key)
SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])

-- name: update-due
UPDATE {kind} AS kept
SET version = new.version, entry = new.entry, status = new.status, state = new.state, due_at = new.due_at
FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
  AS new (version, entry, status, state, due_at, key, expected)
WHERE kept.key = new.key AND kept.version = new.expected

-- name: insert-queued
INSERT INTO {kind} (version, entry, status, state, due_at, lane, hands, place, priority, parent, key)
SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])

-- name: update-queued
UPDATE {kind} AS kept
SET version = new.version, entry = new.entry, status = new.status, state = new.state, due_at = new.due_at, lane = new.lane, hands = new.hands, place = new.place, priority = new.priority
FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
  AS new (version, entry, status, state, due_at, lane, hands, place, priority, key, expected)
WHERE kept.key = new.key AND kept.version = new.expected

-- name: insert-weighed
INSERT INTO {kind} (version, entry, status, state, weight, parent, key)
SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])

-- name: update-weighed
UPDATE {kind} AS kept
SET version = new.version, entry = new.entry, status = new.status, state = new.state, weight = new.weight
FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
  AS new (version, entry, status, state, weight, key, expected)
WHERE kept.key = new.key AND kept.version = new.expected

-- name: insert-recurring
INSERT INTO {kind} (version, entry, status, state, due_at, lane, hands, place, priority, weight, parent, key, name)
SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])

-- name: update-recurring
UPDATE {kind} AS kept
SET version = new.version, entry = new.entry, status = new.status, state = new.state, due_at = new.due_at, lane = new.lane, hands = new.hands, place = new.place, priority = new.priority,
  weight = new.weight, parent = new.parent
FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
  AS new (version, entry, status, state, due_at, lane, hands, place, priority, weight, parent, key, expected)
WHERE kept.key = new.key AND kept.version = new.expected

-- name: insert-delivery
INSERT INTO delivery (version, entry, status, state, due_at, lane, hands, place, priority, parent, key,
  task, output_sha256, origin)
SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])

-- name: holds
SELECT 1 FROM entry WHERE id = ? AND hash = ?

-- name: next-keys
SELECT nextval('key_block')

-- name: take-numbers
UPDATE job_number SET next = next + wanted.count FROM (SELECT ?::bigint AS count, ?::bigint AS last) AS wanted
WHERE next + wanted.count - 1 <= wanted.last RETURNING next - wanted.count
