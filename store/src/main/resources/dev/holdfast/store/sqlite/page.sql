-- What a desk asks and writes. {kind} stands for a table of streams.

-- name: rows
SELECT key, version, entry, state FROM {kind} WHERE key IN (SELECT value FROM json_each(?))

-- name: memories
SELECT id, body, entry FROM command WHERE id IN (SELECT value FROM json_each(?))

-- name: ready
SELECT key FROM {kind} WHERE place = 'ready' AND lane = ? AND hands = ? ORDER BY priority, key LIMIT ?

-- name: leased
SELECT count(*) FROM {kind} WHERE place = 'leased' AND lane = ?

-- name: due
SELECT kind, key FROM (
  SELECT * FROM (SELECT 'task' AS kind, key, due_at FROM task
    WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2)
  UNION ALL
  SELECT * FROM (SELECT 'delivery' AS kind, key, due_at FROM delivery
    WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2)
  UNION ALL
  SELECT * FROM (SELECT 'effect' AS kind, key, due_at FROM effect
    WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2)
  UNION ALL
  SELECT * FROM (SELECT 'job' AS kind, key, due_at FROM job
    WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2)
  UNION ALL
  SELECT * FROM (SELECT 'budget' AS kind, key, due_at FROM budget
    WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2)
  UNION ALL
  SELECT * FROM (SELECT 'model' AS kind, key, due_at FROM model
    WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2))
ORDER BY due_at, key LIMIT ?2

-- name: next-due
SELECT min(due_at) FROM (
  SELECT min(due_at) AS due_at FROM task WHERE due_at IS NOT NULL AND due_at > ?1
  UNION ALL
  SELECT min(due_at) FROM delivery WHERE due_at IS NOT NULL AND due_at > ?1
  UNION ALL
  SELECT min(due_at) FROM effect WHERE due_at IS NOT NULL AND due_at > ?1
  UNION ALL
  SELECT min(due_at) FROM job WHERE due_at IS NOT NULL AND due_at > ?1
  UNION ALL
  SELECT min(due_at) FROM budget WHERE due_at IS NOT NULL AND due_at > ?1
  UNION ALL
  SELECT min(due_at) FROM model WHERE due_at IS NOT NULL AND due_at > ?1)

-- name: insert-entry
INSERT INTO entry (id, at, body, hash) VALUES (?, ?, ?, ?)

-- name: insert-command
INSERT INTO command (id, body, entry) VALUES (?, ?, ?)

-- name: insert-verdict
INSERT INTO passing_verdict (task, output_sha256, entry) VALUES (?, ?, ?) ON CONFLICT DO NOTHING

-- name: insert-receipt
INSERT INTO receipt (effect, at, task, model, tier, agent, actor, known, uncached, cache_read, cache_write, output,
  reasoning, cost, tokens, money, budgets)
VALUES (?, (SELECT at FROM entry WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: insert-plain
INSERT INTO {kind} (version, entry, status, state, parent, key) VALUES (?, ?, ?, ?, ?, ?)

-- name: update-plain
UPDATE {kind} SET version = ?, entry = ?, status = ?, state = ? WHERE key = ? AND version = ?

-- name: insert-turning
INSERT INTO {kind} (version, entry, status, state, parent, key) VALUES (?, ?, ?, ?, ?, ?)

-- name: update-turning
UPDATE {kind} SET version = ?, entry = ?, status = ?, state = ?, parent = ? WHERE key = ? AND version = ?

-- name: insert-due
INSERT INTO {kind} (version, entry, status, state, due_at, parent, key) VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: update-due
UPDATE {kind} SET version = ?, entry = ?, status = ?, state = ?, due_at = ? WHERE key = ? AND version = ?

-- name: insert-queued
INSERT INTO {kind} (version, entry, status, state, due_at, lane, hands, place, priority, parent, key)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: update-queued
UPDATE {kind} SET version = ?, entry = ?, status = ?, state = ?, due_at = ?, lane = ?, hands = ?, place = ?,
  priority = ?
WHERE key = ? AND version = ?

-- name: insert-weighed
INSERT INTO {kind} (version, entry, status, state, weight, parent, key) VALUES (?, ?, ?, ?, ?, ?, ?)

-- name: update-weighed
UPDATE {kind} SET version = ?, entry = ?, status = ?, state = ?, weight = ? WHERE key = ? AND version = ?

-- name: insert-recurring
INSERT INTO {kind} (version, entry, status, state, due_at, lane, hands, place, priority, weight, parent, key, name)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: update-recurring
UPDATE {kind} SET version = ?, entry = ?, status = ?, state = ?, due_at = ?, lane = ?, hands = ?, place = ?,
  priority = ?, weight = ?, parent = ?
WHERE key = ? AND version = ?

-- name: insert-delivery
INSERT INTO delivery (version, entry, status, state, due_at, lane, hands, place, priority, parent, key,
  task, output_sha256, origin)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: extend-keys
UPDATE key_block SET next = ?

-- name: take-numbers
UPDATE job_number SET next = next + ?1 WHERE next + ?1 - 1 <= ?2 RETURNING next - ?1

-- name: last-entry
SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1

-- name: holds
SELECT 1 FROM entry WHERE id = ? AND hash = ?

-- name: probe
UPDATE probe SET number = number + 1
