-- The rules of bench/bulk.py's ten kinds written out by hand, as somebody would who knows only these; `duties` and
-- `months` are small tables. The lights must be those of the program (bench/bulk.py counts the ones that are not).
COPY (
WITH r AS (
  SELECT v.*, d.duty, d.kind, d.target, m.m, m.month, m.year, m.due, m.judged, m.cut_off, v.submitted > m.due AS late,
    v.submitted > m.judged AS waiting,
    CASE WHEN v.submitted <= m.judged THEN m.m + 1 ELSE GREATEST(m.m + 1, k.m) END AS known
  FROM read_parquet('{values}') v
  LEFT JOIN duties d ON d.plan = v.plan AND d.indicator = v.indicator
  LEFT JOIN months m ON m.period = v.period
  LEFT JOIN knowing k ON k.day = v.submitted),
w AS (SELECT *, CASE WHEN kind IN (1, 4) THEN year ELSE 0 END AS win FROM r),
fell AS (
  SELECT duty, m FROM (SELECT duty, m, value, MAX(value) OVER (PARTITION BY duty, win ORDER BY m ROWS BETWEEN UNBOUNDED
    PRECEDING AND 1 PRECEDING) AS top FROM w WHERE kind IN (0, 1, 4) AND NOT falsified) WHERE value < top),
done AS (
  SELECT duty, win, MIN(CASE WHEN (kind IN (0, 1) AND value >= target) OR (kind = 7 AND done <> 'false') THEN known END)
    AS met, MIN(CASE WHEN kind = 4 AND value > target THEN known END) AS broken
  FROM w WHERE kind IN (0, 1, 4, 7) AND NOT falsified GROUP BY duty, win),
reopened AS (SELECT duty, MIN(m) AS m FROM w WHERE falsified GROUP BY duty),
given AS (SELECT duty, BIT_OR(1::BIGINT << m) AS bits FROM w WHERE NOT waiting GROUP BY duty),
start AS (
  SELECT duty, ARG_MIN(value, m) AS base, MIN(m) AS m FROM w WHERE kind = 6 AND NOT waiting AND NOT falsified
    AND value IS NOT NULL AND COALESCE(n, 30) >= 30 GROUP BY duty),
-- a first value that came late is the start from the period on in which it is known
tardy AS (
  SELECT w.duty, ARG_MIN(w.value, w.m) AS base, MIN(w.m) AS m, ARG_MIN(w.known, w.m) AS known
  FROM w LEFT JOIN start s ON s.duty = w.duty WHERE w.kind = 6 AND w.waiting AND NOT w.falsified
    AND w.value IS NOT NULL AND COALESCE(w.n, 30) >= 30 AND (s.m IS NULL OR w.m < s.m) GROUP BY w.duty),
ago AS (SELECT duty, m + 12 AS m, value AS before FROM w WHERE kind = 5 AND NOT falsified AND known <= m + 12),
told AS (
SELECT w.plan, w.indicator, w.period, w.value, w.late,
  CASE WHEN w.falsified THEN 'red'
    WHEN d.met <= w.m THEN 'green' WHEN d.broken <= w.m THEN 'red'
    WHEN w.kind = 8 AND w.month % 3 <> 0 THEN 'grey'
    WHEN f.duty IS NOT NULL THEN 'red'
    WHEN w."none" THEN CASE WHEN w.kind = 2 AND w.m = 35 THEN 'red' ELSE 'grey' END
    WHEN w.n < 30 THEN CASE WHEN w.kind = 6 AND w.m = 35 THEN 'red' ELSE 'grey' END
    WHEN w.kind = 0 THEN CASE WHEN w.m = 35 AND value < target THEN 'red' WHEN value * 36 >= target * (w.m + 1) THEN 'green'
      WHEN value * 60 >= target * (w.m + 1) THEN 'yellow' ELSE 'red' END
    WHEN w.kind = 1 THEN CASE WHEN value >= target THEN 'green' WHEN w.month = 12 THEN 'red'
      WHEN value >= target * w.month // 12 THEN 'green' WHEN value * 5 >= 3 * (target * w.month // 12) THEN 'yellow' ELSE 'red' END
    WHEN w.kind = 2 THEN CASE WHEN w.m = 35 THEN CASE WHEN value >= 90 THEN 'green' ELSE 'red' END
      WHEN (value - 40) * 36 >= 50 * (w.m + 1) THEN 'green' WHEN (value - 40) * 60 >= 50 * (w.m + 1) THEN 'yellow' ELSE 'red' END
    WHEN w.kind = 3 THEN CASE WHEN value >= 95 THEN 'green' WHEN value >= 93 THEN 'yellow' ELSE 'red' END
    WHEN w.kind = 4 THEN CASE WHEN value * 12 <= target * w.month THEN 'green' WHEN value <= target THEN 'yellow' ELSE 'red' END
    WHEN w.kind = 5 THEN CASE WHEN a.before IS NULL OR a.before <= 0 THEN 'grey' WHEN w.value * 100 >= a.before * 105 THEN 'green'
      WHEN w.value >= a.before THEN 'yellow' ELSE 'red' END
    WHEN w.kind = 6 THEN CASE WHEN value >= 90 THEN 'green' WHEN w.m = 35 THEN 'red'
      WHEN l.m IS NULL AND (s.m IS NULL OR s.m >= w.m) THEN 'grey'
      WHEN COALESCE(l.base, s.base) < 90 AND (value - COALESCE(l.base, s.base)) * (35 - COALESCE(l.m, s.m))
        >= (90 - COALESCE(l.base, s.base)) * (w.m - COALESCE(l.m, s.m)) THEN 'green' ELSE 'yellow' END
    WHEN w.kind = 7 THEN CASE WHEN done <> 'false' THEN 'green' WHEN w.m >= 17 THEN 'red' WHEN w.m = 16 THEN 'yellow'
      ELSE 'green' END
    WHEN w.kind = 8 THEN CASE WHEN value <= 3 THEN 'green' WHEN value <= 4 THEN 'yellow' ELSE 'red' END
    ELSE CASE grade WHEN 'normal' THEN 'green' WHEN 'slow' THEN 'yellow' ELSE 'red' END END AS light
FROM w
LEFT JOIN done d ON d.duty = w.duty AND d.win = w.win
LEFT JOIN fell f ON f.duty = w.duty AND f.m = w.m
LEFT JOIN start s ON s.duty = w.duty
LEFT JOIN tardy l ON l.duty = w.duty AND l.known <= w.m
LEFT JOIN ago a ON a.duty = w.duty AND a.m = w.m
WHERE NOT w.waiting
UNION ALL
SELECT x.plan, x.indicator, m.period, NULL, FALSE,
  CASE WHEN d.met <= m.m THEN 'green' WHEN x.kind = 8 AND m.month % 3 <> 0 THEN 'grey' ELSE 'red' END
FROM duties x CROSS JOIN months m
LEFT JOIN given g ON g.duty = x.duty
LEFT JOIN done d ON d.duty = x.duty AND d.win = CASE WHEN x.kind IN (1, 4) THEN m.year ELSE 0 END
WHERE COALESCE(g.bits, 0) & (1::BIGINT << m.m) = 0)
SELECT t.plan, p.locality, p.domain, t.indicator, t.period, t.light, CASE WHEN t.late THEN 'late' ELSE 'on_time' END AS status,
  t.value, p.target::DECIMAL(18,6) AS target, (p.target * (m.m + 1) / 36)::DECIMAL(18,6) AS expected,
  ((m.m + 1) / 36.0)::DECIMAL(18,6) AS pace
FROM told t JOIN duties p ON p.plan = t.plan AND p.indicator = t.indicator JOIN months m ON m.period = t.period
) TO '{out}' (FORMAT parquet)
