-- What is asked of a ledger. {kind} stands for a table of streams, {cursor} for the column by which it is listed.

-- name: rows
SELECT key, version, entry, state FROM {kind} WHERE key IN (SELECT value FROM json_each(?))

-- name: list
SELECT key, version, entry, state FROM {kind} WHERE {cursor} < ? ORDER BY {cursor} DESC LIMIT ?

-- name: list-status
SELECT key, version, entry, state FROM {kind} WHERE status = ? AND {cursor} < ? ORDER BY {cursor} DESC LIMIT ?

-- name: list-named
SELECT key, version, entry, state FROM job WHERE name > ? ORDER BY name LIMIT ?

-- name: list-named-status
SELECT key, version, entry, state FROM job WHERE status = ? AND name > ? ORDER BY name LIMIT ?

-- name: list-parent
SELECT key, version, entry, state FROM (
  SELECT key, version, entry, state, status FROM {kind} WHERE parent = ? AND parent <> key
  UNION ALL
  SELECT key, version, entry, state, status FROM {kind} WHERE key = ? AND parent = ?)
WHERE (? = '' OR status = ?) AND {cursor} < ? ORDER BY {cursor} DESC LIMIT ?

-- name: list-children
SELECT key, version, entry, state FROM {kind}
WHERE parent = ? AND (? = '' OR status = ?) AND key < ? ORDER BY key DESC LIMIT ?

-- name: marks
-- A short walk along the index for each job, however many instants it has had; CROSS JOIN keeps the jobs outside.
SELECT job.value, instant.key, instant.status, instant.weight
FROM json_each(?) AS job CROSS JOIN instant ON instant.key IN (
  SELECT newest.key FROM instant AS newest WHERE newest.parent = job.value ORDER BY newest.key DESC LIMIT ?)
ORDER BY instant.key DESC

-- name: counts
SELECT status, count(*) FROM {kind} GROUP BY status

-- name: weights
SELECT '{kind}' AS kind, status, sum(weight) FROM {kind} GROUP BY status

-- name: weights-of-one
SELECT '{kind}' AS kind, status, count(*) FROM {kind} GROUP BY status

-- name: waiting
SELECT count(*) FROM {kind} WHERE place = 'ready' AND lane = ?

-- name: queues
-- Who waits has not changed since; of one desk the smallest entry is the oldest, so that few entries are looked at.
SELECT oldest.lane, sum(oldest.waiting), min(entry.at) FROM (
  SELECT lane, count(*) AS waiting, min(entry) AS entry FROM {kind} WHERE place = 'ready' GROUP BY lane, entry >> 40) AS oldest
JOIN entry ON entry.id = oldest.entry GROUP BY oldest.lane

-- name: entry
SELECT id, at, body, hash FROM entry WHERE id = ?

-- name: entries
SELECT id, at, body, hash FROM entry WHERE id > ? ORDER BY id LIMIT ?

-- name: desks
WITH RECURSIVE desk (number) AS (
  SELECT min(id) >> 40 FROM entry
  UNION ALL
  SELECT (SELECT min(id) >> 40 FROM entry WHERE id >= (desk.number + 1) << 40) FROM desk WHERE desk.number IS NOT NULL)
SELECT number FROM desk WHERE number IS NOT NULL

-- name: earliest-due
SELECT min(due_at) FROM {kind} WHERE due_at IS NOT NULL

-- name: versions
SELECT number, content, sha256, author, reason, at FROM policy_version ORDER BY number

-- name: current-version
SELECT number, sha256 FROM policy_version ORDER BY number DESC LIMIT 1

-- name: insert-version
INSERT INTO policy_version (number, content, sha256, author, reason, at) VALUES (?, ?, ?, ?, ?, ?)

-- name: ungated-delivery
SELECT count(*) FROM delivery
WHERE (output_sha256 IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM passing_verdict v WHERE v.task = delivery.task AND v.output_sha256 = delivery.output_sha256))
  OR (origin = 'other' AND state ->> '$.message.provenance.is' IN ('gated', 'scheduled'))

-- name: double-turn
SELECT count(*) FROM run
WHERE status = 'working' AND parent <> 0 AND NOT EXISTS (
  SELECT 1 FROM session s WHERE s.key = run.parent AND s.status = 'busy' AND s.parent = run.key)

-- name: double-owner
SELECT (SELECT count(*) FROM topic WHERE status = 'owned' AND NOT EXISTS (
    SELECT 1 FROM job WHERE job.key = topic.parent AND job.parent = topic.key))
  + (SELECT count(*) FROM job WHERE parent <> 0 AND NOT EXISTS (
    SELECT 1 FROM topic t WHERE t.key = job.parent AND t.status = 'owned' AND t.parent = job.key))

-- name: loose-instant
SELECT (SELECT count(*) FROM instant WHERE status = 'running' AND NOT EXISTS (
    SELECT 1 FROM run WHERE run.key = instant.key AND run.status IN ('waiting', 'working')))
  + (SELECT count(*) FROM run WHERE parent = 0 AND NOT EXISTS (
    SELECT 1 FROM instant i WHERE i.key = run.key
      AND (i.status = 'running') = (run.status IN ('waiting', 'working'))))

-- name: loose-request
SELECT count(*) FROM request
WHERE NOT EXISTS (
  SELECT 1 FROM run WHERE run.key = request.key
    AND (run.status IN ('waiting', 'working')) = (request.status = 'accepted'))

-- name: loose-run
SELECT count(*) FROM run
WHERE status = 'working' AND NOT EXISTS (
  SELECT 1 FROM task WHERE task.key = run.key AND task.status IN ('offered', 'resting', 'leased'))

-- name: loose-effect
SELECT count(*) FROM effect
WHERE parent <> 0 AND NOT EXISTS (SELECT 1 FROM task WHERE task.key = effect.parent)

-- name: spend-day
SELECT strftime('%Y-%m-%d', receipt.at / 1000000, 'unixepoch') AS part, count(*), sum(CASE WHEN known = 1 THEN 0 ELSE 1 END), sum(uncached), sum(cache_read),
  sum(cache_write), sum(output), sum(reasoning), sum(cost), sum(tokens),
  sum(money), count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND strftime('%Y-%m-%d', receipt.at / 1000000, 'unixepoch') > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: spend-agent
SELECT coalesce(nullif(receipt.agent, ''), '-') AS part, count(*), sum(CASE WHEN known = 1 THEN 0 ELSE 1 END), sum(uncached), sum(cache_read),
  sum(cache_write), sum(output), sum(reasoning), sum(cost), sum(tokens),
  sum(money), count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND coalesce(nullif(receipt.agent, ''), '-') > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: spend-tier
SELECT coalesce(nullif(receipt.tier, ''), '-') AS part, count(*), sum(CASE WHEN known = 1 THEN 0 ELSE 1 END), sum(uncached), sum(cache_read),
  sum(cache_write), sum(output), sum(reasoning), sum(cost), sum(tokens),
  sum(money), count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND coalesce(nullif(receipt.tier, ''), '-') > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: spend-actor
SELECT coalesce(nullif(receipt.actor, ''), '-') AS part, count(*), sum(CASE WHEN known = 1 THEN 0 ELSE 1 END), sum(uncached), sum(cache_read),
  sum(cache_write), sum(output), sum(reasoning), sum(cost), sum(tokens),
  sum(money), count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND coalesce(nullif(receipt.actor, ''), '-') > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: spend-model
SELECT coalesce(nullif(receipt.model, ''), '-') AS part, count(*), sum(CASE WHEN known = 1 THEN 0 ELSE 1 END), sum(uncached), sum(cache_read),
  sum(cache_write), sum(output), sum(reasoning), sum(cost), sum(tokens),
  sum(money), count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND coalesce(nullif(receipt.model, ''), '-') > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: receipts
SELECT count(*), coalesce(sum(known), 0) FROM receipt

-- name: loose-spend
WITH borne AS (
  SELECT each.value AS budget, sum(receipt.tokens) AS tokens, sum(receipt.money) AS money
  FROM receipt, json_each(receipt.budgets) AS each GROUP BY each.value)
SELECT (SELECT count(*) FROM budget LEFT JOIN borne ON borne.budget = budget.key
    WHERE coalesce(borne.tokens, 0) <> budget.state ->> '$.ever.tokens'
      OR coalesce(borne.money, 0) <> budget.state ->> '$.ever.money')
  + (SELECT count(*) FROM borne WHERE NOT EXISTS (SELECT 1 FROM budget WHERE budget.key = borne.budget))

-- name: overdrawn
SELECT count(*) FROM (
  SELECT state ->> '$.limit.tokens' AS tokens, state ->> '$.limit.money' AS money,
    (state ->> '$.spent.tokens') + (SELECT coalesce(sum((each.value ->> '$.size.tokens') - (each.value ->> '$.settled.tokens')), 0)
      FROM json_each(budget.state, '$.blocks') AS each) AS used_tokens,
    (state ->> '$.spent.money') + (SELECT coalesce(sum((each.value ->> '$.size.money') - (each.value ->> '$.settled.money')), 0)
      FROM json_each(budget.state, '$.blocks') AS each) AS used_money
  FROM budget)
WHERE (tokens > 0 AND used_tokens > tokens) OR (money > 0 AND used_money > money)

-- name: unreserved
SELECT coalesce(sum(state ->> '$.stray'), 0) FROM budget
