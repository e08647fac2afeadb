-- What is asked of a ledger. {kind} stands for a table of streams, {cursor} for the column by which it is listed.

-- name: rows
SELECT key, version, entry, state FROM {kind} WHERE key = ANY (SELECT json_array_elements_text(?::json)::bigint)

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
  SELECT key, version, entry, state, status FROM {kind} WHERE key = ? AND parent = ?) AS children
WHERE (? = '' OR status = ?) AND {cursor} < ? ORDER BY {cursor} DESC LIMIT ?

-- name: list-children
SELECT key, version, entry, state FROM {kind}
WHERE parent = ? AND (? = '' OR status = ?) AND key < ? ORDER BY key DESC LIMIT ?

-- name: marks
-- A short walk along the index for each job, however many instants it has had.
SELECT job.key, newest.key, newest.status, newest.weight
FROM (SELECT json_array_elements_text(?::json)::bigint AS key) AS job CROSS JOIN LATERAL (
  SELECT key, status, weight FROM instant WHERE parent = job.key ORDER BY key DESC LIMIT ?) AS newest
ORDER BY newest.key DESC

-- name: counts
SELECT status, count(*) FROM {kind} GROUP BY status

-- name: weights
SELECT '{kind}' AS kind, status, sum(weight)::bigint FROM {kind} GROUP BY status

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
  OR (origin = 'other' AND state::json #>> '{message,provenance,is}' IN ('gated', 'scheduled'))

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
SELECT to_char(to_timestamp(receipt.at / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS part, count(*), sum(CASE WHEN known THEN 0 ELSE 1 END), sum(uncached)::bigint, sum(cache_read)::bigint,
  sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(cost)::bigint, sum(tokens)::bigint,
  sum(money)::bigint, count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)::bigint
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND to_char(to_timestamp(receipt.at / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD') > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: spend-agent
SELECT coalesce(nullif(receipt.agent, ''), '-') COLLATE "C" AS part, count(*), sum(CASE WHEN known THEN 0 ELSE 1 END), sum(uncached)::bigint, sum(cache_read)::bigint,
  sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(cost)::bigint, sum(tokens)::bigint,
  sum(money)::bigint, count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)::bigint
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND coalesce(nullif(receipt.agent, ''), '-') COLLATE "C" > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: spend-tier
SELECT coalesce(nullif(receipt.tier, ''), '-') COLLATE "C" AS part, count(*), sum(CASE WHEN known THEN 0 ELSE 1 END), sum(uncached)::bigint, sum(cache_read)::bigint,
  sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(cost)::bigint, sum(tokens)::bigint,
  sum(money)::bigint, count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)::bigint
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND coalesce(nullif(receipt.tier, ''), '-') COLLATE "C" > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: spend-actor
SELECT coalesce(nullif(receipt.actor, ''), '-') COLLATE "C" AS part, count(*), sum(CASE WHEN known THEN 0 ELSE 1 END), sum(uncached)::bigint, sum(cache_read)::bigint,
  sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(cost)::bigint, sum(tokens)::bigint,
  sum(money)::bigint, count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)::bigint
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND coalesce(nullif(receipt.actor, ''), '-') COLLATE "C" > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: spend-model
SELECT coalesce(nullif(receipt.model, ''), '-') COLLATE "C" AS part, count(*), sum(CASE WHEN known THEN 0 ELSE 1 END), sum(uncached)::bigint, sum(cache_read)::bigint,
  sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(cost)::bigint, sum(tokens)::bigint,
  sum(money)::bigint, count(DISTINCT CASE WHEN task.status LIKE 'accepted%' THEN task.key END),
  sum(CASE WHEN receipt.task <> 0 THEN cost ELSE 0 END)::bigint
FROM receipt LEFT JOIN task ON task.key = receipt.task AND receipt.task <> 0
WHERE receipt.at >= ? AND receipt.at < ? AND coalesce(nullif(receipt.model, ''), '-') COLLATE "C" > ?
GROUP BY 1 ORDER BY 1 LIMIT ?

-- name: receipts
SELECT count(*), count(*) FILTER (WHERE known) FROM receipt

-- name: loose-spend
WITH borne AS (
  SELECT each.budget, sum(receipt.tokens) AS tokens, sum(receipt.money) AS money
  FROM receipt CROSS JOIN LATERAL unnest(receipt.budgets) AS each (budget) GROUP BY each.budget)
SELECT (SELECT count(*) FROM budget LEFT JOIN borne ON borne.budget = budget.key
    WHERE coalesce(borne.tokens, 0) <> (budget.state::json #>> '{ever,tokens}')::numeric
      OR coalesce(borne.money, 0) <> (budget.state::json #>> '{ever,money}')::numeric)
  + (SELECT count(*) FROM borne WHERE NOT EXISTS (SELECT 1 FROM budget WHERE budget.key = borne.budget))

-- name: overdrawn
SELECT count(*) FROM (
  SELECT (state::json #>> '{limit,tokens}')::numeric AS tokens, (state::json #>> '{limit,money}')::numeric AS money,
    (state::json #>> '{spent,tokens}')::numeric + (
      SELECT coalesce(sum((each #>> '{size,tokens}')::numeric - (each #>> '{settled,tokens}')::numeric), 0)
      FROM json_array_elements(state::json -> 'blocks') AS each) AS used_tokens,
    (state::json #>> '{spent,money}')::numeric + (
      SELECT coalesce(sum((each #>> '{size,money}')::numeric - (each #>> '{settled,money}')::numeric), 0)
      FROM json_array_elements(state::json -> 'blocks') AS each) AS used_money
  FROM budget) AS used
WHERE (tokens > 0 AND used_tokens > tokens) OR (money > 0 AND used_money > money)

-- name: unreserved
SELECT coalesce(sum((state::json ->> 'stray')::bigint), 0)::bigint FROM budget
