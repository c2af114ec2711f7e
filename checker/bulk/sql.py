"""The selects: one text for every engine, of joins, comparisons and exact products only.

All numbers are DECIMAL(18,6). A product has one side cast to DECIMAL(19,6): then it is exact in both DuckDB and Spark.
Nothing is divided but for showing. Of the values only LEFT JOINs go out, so that no optimiser can turn them round.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.bulk.inputs import COLUMNS
from checker.bulk.steps import NEVER

NUMBER = "^-?[0-9]{1,9}([.][0-9]{1,6})?$"
"""What a plain number is; whatever else stands there our own reader reads."""
DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
TRUE = "('true', '1', '是', 't', 'yes')"
FALSE = "('false', '0', '否', 'f', 'no')"
_TEXTS = ("done", "grade")
_ODD = ("planned", "correction", "falsified", "partial", "unit", "unknown", "progress", "node")
_AMOUNTS = {"v": "value", "p": "part", "w": "whole", "y": "last_year"}


def raw(types: Mapping[str, str], source: str) -> str:
    """Read a table of values, whatever its columns: numbers where they are plain, and a mark where anything is not.

    `types` gives the columns that are there; exact numbers start with INT or DEC.
    """
    parts = ["plan", "indicator", "period"]
    for short, name in _AMOUNTS.items():
        parts += _amount(short, name, types)
    for name in _TEXTS:
        parts.append(f"TRIM({_text(name, types)}) AS {name}_text")
    parts += _count("n", types) + _day("submitted", types)
    parts += [f"{_true(name, types)} AS {name}_flag" for name in ("none", "confirmed", "partial")]
    odd = [f"NOT {_false(name, types)}" for name in _ODD if name in types]
    odd += [f"NOT ({_true(name, types)} OR {_false(name, types)})" for name in ("none", "confirmed") if name in types]
    parts.append(f"{' OR '.join(odd) or 'FALSE'} AS strange")
    return f"SELECT {', '.join(parts)} FROM {source}"


def _true(name: str, types: Mapping[str, str]) -> str:
    """Whether a flag is set."""
    if types.get(name) == "BOOL":
        return f"COALESCE({name}, FALSE)"
    return f"COALESCE(LOWER({_text(name, types)}) IN {TRUE}, FALSE)"


def _false(name: str, types: Mapping[str, str]) -> str:
    """Whether a flag is not set, or nothing is there."""
    if types.get(name) == "BOOL":
        return f"NOT COALESCE({name}, FALSE)"
    return f"COALESCE(LOWER({_text(name, types)}) IN {FALSE}, TRUE)"


def _count(name: str, types: Mapping[str, str]) -> list[str]:
    """A count of whole things, and whether something else stands there."""
    if types.get(name, "").startswith("INT"):
        return [f"CASE WHEN {name} BETWEEN 0 AND 999999999 THEN {name} END AS {name}",
                f"{name} IS NOT NULL AND NOT {name} BETWEEN 0 AND 999999999 AS {name}_bad"]  # fmt: skip
    plain = f"rlike({_text(name, types)}, '^[0-9]{{1,9}}$')"
    return [f"TRY_CAST(CASE WHEN {plain} THEN {_text(name, types)} END AS INT) AS {name}",
            f"{_text(name, types)} IS NOT NULL AND NOT {plain} AS {name}_bad"]  # fmt: skip


def _day(name: str, types: Mapping[str, str]) -> list[str]:
    """A day, and whether something else stands there."""
    if types.get(name) == "DATE":
        return [f"{name} AS {name}", f"FALSE AS {name}_bad"]
    text = f"TRIM({_text(name, types)})"
    made = f"TRY_CAST(CASE WHEN rlike({text}, '{DATE}') THEN {text} END AS DATE)"
    return [f"{made} AS {name}", f"{text} IS NOT NULL AND {made} IS NULL AS {name}_bad"]


def _amount(short: str, name: str, types: Mapping[str, str]) -> list[str]:
    kind = types.get(name, "")
    if not kind:
        return [f"CAST(NULL AS DECIMAL(18,6)) AS {short}", f"FALSE AS {short}_bad"]
    if kind.startswith(("INT", "DEC")):
        fits = f"{name} BETWEEN -999999999 AND 999999999"
        return [f"CAST(CASE WHEN {fits} THEN {name} END AS DECIMAL(18,6)) AS {short}",
                f"{name} IS NOT NULL AND NOT ({fits}) AS {short}_bad"]  # fmt: skip
    text = _text(name, types)
    plain = f"rlike({text}, '{NUMBER}')"
    return [f"TRY_CAST(CASE WHEN {plain} THEN {text} END AS DECIMAL(18,6)) AS {short}",
            f"{text} IS NOT NULL AND NOT {plain} AS {short}_bad"]  # fmt: skip


def _text(name: str, types: Mapping[str, str]) -> str:
    return f"CAST({name} AS STRING)" if name in types else "CAST(NULL AS STRING)"


PLACED = f"""
SELECT d.duty, d.key, d.frame, d.known AS expressible, g.reports, g.running, g.infers, g.last_counts, g.against_base,
  g.none_code, g.rate, g.percent, g.least, g.most, g.whole, g.tiny, g.low, g.high,
  c.step, c.block, c.bit, c.cut_off, c.starts, c.due, c.known_by,
  r.v, r.v_bad, r.p, r.p_bad, r.w, r.w_bad, r.y, r.y_bad, r.none_flag, r.confirmed_flag, r.strange,
  r.done_text, r.grade_text, r.n, r.n_bad, r.submitted_bad, COALESCE(r.submitted, c.cut_off) AS submitted,
  CASE WHEN rlike(r.done_text, '{DATE}') THEN TRY_CAST(r.done_text AS DATE) END AS day,
  r.w IS NOT NULL AND r.p IS NOT NULL AS share
FROM reported r
LEFT JOIN duties d ON d.plan = r.plan AND d.indicator = r.indicator
LEFT JOIN targets g ON g.key = d.key
LEFT JOIN calendar c ON c.frame = d.frame AND c.period = r.period
"""

READ = f"""
SELECT duty, key, frame, step, block, bit, last_counts,
  expressible AND (
    strange OR v_bad OR p_bad OR w_bad OR y_bad OR submitted_bad OR submitted < starts OR n_bad
    OR (none_flag AND (confirmed_flag OR v IS NOT NULL OR p IS NOT NULL OR w IS NOT NULL OR done_text IS NOT NULL
                       OR grade_text IS NOT NULL))
    OR (confirmed_flag AND n IS NOT NULL)
    OR CASE reports
         WHEN 'done' THEN v IS NOT NULL OR p IS NOT NULL OR w IS NOT NULL OR y IS NOT NULL OR grade_text IS NOT NULL
           OR (done_text IS NOT NULL AND day IS NULL AND LOWER(done_text) NOT IN {FALSE})
           OR (day IS NOT NULL AND day > cut_off)
         WHEN 'grade' THEN v IS NOT NULL OR p IS NOT NULL OR w IS NOT NULL OR done_text IS NOT NULL
           OR grade_text NOT IN ('normal', 'slow', 'stalled', '正常', '缓慢', '停滞')
         ELSE done_text IS NOT NULL OR grade_text IS NOT NULL
           OR (p IS NULL) <> (w IS NULL)
           OR (share AND (v IS NOT NULL OR NOT percent OR running OR infers OR against_base OR whole OR w <= 0 OR p > w
                          OR p < 0))
           OR (tiny = 'unsure' AND v > 0 AND v < 1)
       END) AS odd,
  CASE WHEN none_flag THEN 'n'
       WHEN v IS NULL AND p IS NULL AND w IS NULL AND done_text IS NULL AND grade_text IS NULL THEN 'b'
       WHEN reports = 'grade' AND NOT confirmed_flag THEN 'u'
       WHEN n < 30 AND rate AND reports IN ('number', 'change') THEN 's'
       ELSE 'v' END AS cls,
  CAST(CASE WHEN reports = 'done' THEN CASE WHEN day IS NULL THEN 0 ELSE 1 END
            WHEN reports = 'grade' THEN CASE WHEN grade_text IN ('normal', '正常') THEN 2
                                             WHEN grade_text IN ('slow', '缓慢') THEN 1 ELSE 0 END
            WHEN share THEN CAST(p AS DECIMAL(15,6)) * CAST(100 AS DECIMAL(3,0))
            ELSE v END AS DECIMAL(18,6)) AS num,
  CASE WHEN share THEN w ELSE CAST(1 AS DECIMAL(18,6)) END AS den,
  y, day, submitted, submitted > due AS late, submitted > known_by AS waiting,
  CASE WHEN none_flag AND none_code <> '' THEN none_code
       WHEN none_flag THEN NULL
       WHEN reports = 'done' AND day > submitted THEN 'E2-future'
       WHEN reports IN ('done', 'grade') OR share THEN NULL
       WHEN v > most OR (v < least AND low = 'E3') THEN high
       WHEN whole AND v <> FLOOR(v) THEN 'E10'
       WHEN v < least THEN CASE WHEN low = '' THEN 'E11' ELSE low END
       WHEN tiny = 'yes' AND v > 0 AND v < 1 THEN 'E12' END AS code
FROM placed WHERE duty IS NOT NULL AND step IS NOT NULL
"""

_CLOSE = " OR ".join(
    f"(t.num >= CAST(b.{cut} - 0.000001 AS DECIMAL(19,6)) * t.den AND t.num < CAST(b.{cut} AS DECIMAL(19,6)) * t.den)"
    for cut in ("c1", "c2", "c3", "met_from", "met_to")
)

TOLD = f"""
SELECT t.duty, t.key, t.step, t.block, t.bit, t.cls, t.num, t.den, t.y, t.day, t.late, t.waiting, t.code, b.since,
  t.last_counts AND b.ended AS lasts,
  t.odd OR CASE WHEN t.den <> 1 THEN COALESCE({_CLOSE}, FALSE) ELSE FALSE END AS odd,
  CASE WHEN t.waiting THEN GREATEST(t.step + 1, COALESCE(k.step, {NEVER})) ELSE t.step + 1 END AS known,
  CASE WHEN t.den = 1 THEN t.num >= b.met_from AND t.num < b.met_to
       ELSE t.num >= CAST(b.met_from AS DECIMAL(19,6)) * t.den AND t.num < CAST(b.met_to AS DECIMAL(19,6)) * t.den
       END AS meets,
  CASE WHEN t.den = 1 THEN t.num >= b.broken_from
       ELSE t.num >= CAST(b.broken_from AS DECIMAL(19,6)) * t.den END AS breaks
FROM sorted t
LEFT JOIN bands b ON b.key = t.key AND b.step = t.step
LEFT JOIN knowing k ON k.frame = t.frame AND k.day = t.submitted
"""

FALLEN = """
SELECT duty, step FROM (
  SELECT t.duty, t.step, t.num, MAX(t.num) OVER (
    PARTITION BY t.duty, t.since ORDER BY t.step ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS most
  FROM told t JOIN targets g ON g.key = t.key
  WHERE g.running AND t.cls IN ('v', 's') AND t.code IS NULL AND t.since IS NOT NULL AND NOT t.odd) x
WHERE num < most
"""

YEAR_AGO = """
SELECT t.duty, t.step + l.lag AS step, t.num FROM told t
JOIN targets g ON g.key = t.key JOIN lags l ON l.frame = g.frame
WHERE g.against_base AND t.cls IN ('v', 's') AND t.code IS NULL AND t.known <= t.step + l.lag
"""

_BASE = "COALESCE(y.num, t.y, d.baseline)"
"""What a value is compared with: the year before as it was reported, else as it is said now, else the baseline."""
_NEAR_OF_BASE = " OR ".join(
    f"(t.num >= CAST(b.{cut} - 0.000001 AS DECIMAL(19,6)) * {_BASE}"
    f" AND t.num < CAST(b.{cut} AS DECIMAL(19,6)) * {_BASE})"
    for cut in ("c1", "c2", "c3")
)
"""A ratio does not lie on the grid of the cuts: one that falls between a cut and the step below it, Python judges."""

SPOILT = f"""
SELECT DISTINCT duty FROM (
  SELECT duty FROM told GROUP BY duty, block
    HAVING MAX(CASE WHEN odd OR (waiting AND lasts) THEN 1 ELSE 0 END) = 1
      OR SUM(CASE WHEN cls <> 'b' THEN 1 ELSE 0 END) <> bit_count(BIT_OR(CASE WHEN cls <> 'b' THEN bit ELSE 0 END))
  UNION ALL
  SELECT t.duty FROM told t JOIN fallen f ON f.duty = t.duty WHERE t.waiting
  UNION ALL
  SELECT t.duty FROM told t JOIN earliest e ON e.duty = t.duty AND e.step = t.step WHERE t.waiting
  UNION ALL
  SELECT t.duty FROM told t JOIN targets g ON g.key = t.key WHERE g.reports = 'done' AND t.cls <> 'b' GROUP BY t.duty
    HAVING MIN(t.day) <> MAX(t.day)
      OR MAX(CASE WHEN t.day IS NULL THEN t.step END) > MIN(CASE WHEN t.day IS NOT NULL THEN t.step END)
  UNION ALL
  SELECT t.duty FROM told t JOIN targets d ON d.key = t.key JOIN bands b ON b.key = t.key AND b.step = t.step
    LEFT JOIN year_ago y ON y.duty = t.duty AND y.step = t.step
    WHERE d.against_base AND t.cls IN ('v', 's') AND t.code IS NULL AND {_BASE} > 0 AND ({_NEAR_OF_BASE})
  UNION ALL
  SELECT duty FROM duties WHERE NOT known
  UNION ALL
  SELECT d.duty FROM duties d JOIN (SELECT DISTINCT plan FROM reported WHERE partial_flag) p ON p.plan = d.plan) x
"""

SEEN = """
SELECT t.duty, t.since, MIN(CASE WHEN t.meets AND g.closes THEN t.known END) AS met,
  MIN(CASE WHEN t.breaks THEN t.known END) AS broken
FROM told t JOIN targets g ON g.key = t.key
WHERE ((t.meets AND g.closes) OR t.breaks) AND t.cls IN ('v', 's') AND t.code IS NULL AND t.since IS NOT NULL
GROUP BY t.duty, t.since
"""

GIVEN = """
SELECT duty, block, BIT_OR(bit) AS reported FROM told WHERE NOT waiting AND cls <> 'b' GROUP BY duty, block
"""

FIRST = """
SELECT t.duty, t.since, t.step, t.num FROM told t
JOIN (SELECT t.duty, t.since, MIN(t.step) AS step FROM told t JOIN targets g ON g.key = t.key
      WHERE g.infers AND t.cls = 'v' AND t.code IS NULL AND t.since IS NOT NULL GROUP BY t.duty, t.since) m
  ON m.duty = t.duty AND m.step = t.step
WHERE t.cls = 'v'
"""

HELD = """
SELECT a.duty, a.since, s.step FROM (
  SELECT duty, since, step, meets AND cls = 'v' AS meets,
    LEAD(step) OVER (PARTITION BY duty, since ORDER BY step) AS upto
  FROM told WHERE lasts AND cls IN ('v', 's') AND code IS NULL AND since IS NOT NULL) a
JOIN (SELECT DISTINCT step FROM calendar) s ON s.step > a.step AND (a.upto IS NULL OR s.step <= a.upto)
WHERE a.meets
"""

BEGUN = """
SELECT p.plan, LEAST(p.from_step, COALESCE(m.step, p.from_step)) AS step FROM plans p
LEFT JOIN (SELECT d.plan, MIN(t.step) AS step FROM told t JOIN duties d ON d.duty = t.duty GROUP BY d.plan) m
  ON m.plan = p.plan
"""

_MET = "(b.met IS NOT NULL AND (COALESCE(q.met <= b.step, FALSE) OR h.duty IS NOT NULL))"
_BROKEN = "(b.broken IS NOT NULL AND COALESCE(q.broken <= b.step, FALSE))"
_BACK = "(t.code IS NOT NULL OR f.duty IS NOT NULL)"
_EVADED = "((t.cls = 'n' AND b.nothing = b.absence) OR (t.cls = 's' AND b.small = b.absence))"
_DEN = f"CASE WHEN d.against_base THEN {_BASE} ELSE t.den END"
# signed: how far the value and the target lie from the first value, in the direction that is better
_WAY = "CAST((t.num - o.num) * d.sign AS DECIMAL(19,6))"
_GOAL = "CAST((d.target - o.num) * d.sign AS DECIMAL(18,6))"


def _share(part: str) -> str:
    return f"CAST(c.{part} AS DECIMAL(9,0)) * {_GOAL}"


_ON_THE_WAY = f"""CASE WHEN d.target * d.sign <= o.num * d.sign
    THEN CASE WHEN t.num * d.sign > d.target * d.sign OR (t.num = d.target AND NOT c.strict) THEN c.green ELSE c.low END
    WHEN CAST(c.q AS DECIMAL(9,0)) * {_WAY} > {_share("p1")}
      OR (NOT c.strict AND CAST(c.q AS DECIMAL(9,0)) * {_WAY} = {_share("p1")}) THEN c.green
    WHEN CAST(c.q AS DECIMAL(9,0)) * {_WAY} >= {_share("p2")} THEN c.yellow ELSE c.low END"""
_PLAIN = " ".join(f"WHEN t.num < b.{cut} THEN b.{reason}" for cut, reason in (("c1", "r0"), ("c2", "r1"), ("c3", "r2")))
_CUT = " ".join(f"WHEN t.num < CAST(b.{cut} AS DECIMAL(19,6)) * {_DEN} THEN b.{reason}"
                for cut, reason in (("c1", "r0"), ("c2", "r1"), ("c3", "r2")))  # fmt: skip
_EXPECTED = """CASE WHEN c.key IS NULL THEN b.expected WHEN d.target * d.sign <= o.num * d.sign THEN d.target
    ELSE CAST(ROUND(CAST(o.num AS DOUBLE) + CAST(d.target - o.num AS DOUBLE) * CAST(c.share AS DOUBLE), 6)
              AS DECIMAL(18,6)) END"""
_OF_BASE = f"CAST(ROUND((CAST(t.num AS DOUBLE) / CAST({_BASE} AS DOUBLE) - 1) * 100, 6) AS DECIMAL(18,6))"

VALUES = f"""
SELECT t.duty, b.period,
  CASE WHEN {_MET} THEN b.met WHEN {_BROKEN} THEN b.broken WHEN {_BACK} THEN b.absence
       WHEN t.cls = 'n' THEN b.nothing WHEN t.cls = 's' THEN b.small WHEN t.cls = 'u' THEN b.unconfirmed
       WHEN d.against_base AND ({_BASE} IS NULL OR {_BASE} <= 0) THEN b.baseless
       WHEN c.key IS NOT NULL THEN {_ON_THE_WAY}
       WHEN t.den = 1 AND NOT d.against_base THEN CASE {_PLAIN} ELSE b.r3 END
       {_CUT} ELSE b.r3 END AS reason,
  CASE WHEN {_BACK} THEN 'returned' WHEN {_EVADED} AND b.absence_status = 'missing' AND NOT {_MET} THEN 'missing'
       WHEN NOT t.late THEN 'on_time' WHEN {_MET} THEN 'not_due' ELSE b.late END AS status,
  CASE WHEN {_BACK} OR {_EVADED} OR t.cls = 'n' OR d.reports = 'grade' THEN CAST(NULL AS DECIMAL(18,6))
       WHEN d.against_base THEN CASE WHEN {_BASE} > 0 THEN {_OF_BASE} END
       WHEN t.den <> 1 THEN CAST(ROUND(CAST(t.num AS DOUBLE) / CAST(t.den AS DOUBLE), 6) AS DECIMAL(18,6))
       ELSE t.num END AS value,
  b.target, {_EXPECTED} AS expected, CASE WHEN c.key IS NULL THEN b.pace ELSE c.share END AS pace
FROM told t
LEFT JOIN bands b ON b.key = t.key AND b.step = t.step
LEFT JOIN targets d ON d.key = t.key
LEFT JOIN seen q ON q.duty = t.duty AND q.since = b.since
LEFT JOIN held h ON h.duty = t.duty AND h.since = b.since AND h.step = b.step
LEFT JOIN fallen f ON f.duty = t.duty AND f.step = t.step
LEFT JOIN year_ago y ON y.duty = t.duty AND y.step = t.step
LEFT JOIN earliest o ON o.duty = t.duty AND o.since = b.since AND o.step < b.step
LEFT JOIN paced c ON c.key = t.key AND c.from_step = o.step AND c.step = b.step
WHERE NOT t.waiting AND t.cls <> 'b' AND b.shows
"""

MISSING = f"""
SELECT u.duty, b.period,
  CASE WHEN {_MET} THEN b.met WHEN {_BROKEN} THEN b.broken ELSE b.absence END AS reason,
  CASE WHEN {_MET} THEN 'not_due' WHEN {_BROKEN} THEN b.broken_absence ELSE b.absence_status END AS status,
  CAST(NULL AS DECIMAL(18,6)) AS value, b.target, {_EXPECTED} AS expected,
  CASE WHEN c.key IS NULL THEN b.pace ELSE c.share END AS pace
FROM begun p
JOIN duties u ON u.plan = p.plan
JOIN targets d ON d.key = u.key
JOIN bands b ON b.key = u.key AND b.step >= p.step
LEFT JOIN given g ON g.duty = u.duty AND g.block = b.block
LEFT JOIN seen q ON q.duty = u.duty AND q.since = b.since
LEFT JOIN held h ON h.duty = u.duty AND h.since = b.since AND h.step = b.step
LEFT JOIN earliest o ON o.duty = u.duty AND o.since = b.since AND o.step < b.step
LEFT JOIN paced c ON c.key = u.key AND c.from_step = o.step AND c.step = b.step
WHERE b.shows AND (COALESCE(g.reported, CAST(0 AS BIGINT)) & b.bit) = 0
"""


VERDICTS = f"""
SELECT s.plan, s.locality, s.domain, s.indicator, v.period, o.light, o.reason, v.status, v.value, v.target, v.expected,
  v.pace
FROM ({VALUES} UNION ALL {MISSING}) v
JOIN (SELECT s.* FROM shown s LEFT JOIN spoilt x ON x.duty = s.duty WHERE x.duty IS NULL) s ON s.duty = v.duty
LEFT JOIN reasons o ON o.number = v.reason
"""
"""All verdict rows of the steps, with the names under which they come out."""


RETURNED = """
SELECT t.duty, t.step, CASE WHEN t.cls = 'b' THEN 'blank' WHEN t.code IS NOT NULL THEN t.code ELSE 'E4' END AS code
FROM told t LEFT JOIN fallen f ON f.duty = t.duty AND f.step = t.step LEFT JOIN spoilt x ON x.duty = t.duty
WHERE x.duty IS NULL AND (t.cls = 'b' OR (NOT t.waiting AND (t.code IS NOT NULL OR f.duty IS NOT NULL)))
"""

ORDER = (
    ("placed", PLACED, False), ("sorted", READ, False), ("told", TOLD, True), ("fallen", FALLEN, True),
    ("earliest", FIRST, True), ("year_ago", YEAR_AGO, True), ("spoilt", SPOILT, True), ("seen", SEEN, True),
    ("given", GIVEN, True), ("held", HELD, True), ("begun", BEGUN, True), ("returned", RETURNED, True),
)  # fmt: skip
"""The selects in their order: name, text, and whether it is kept (read more than once)."""

ASIDE = """
SELECT COALESCE(z.code, '') AS code, {columns}
FROM {source} r
LEFT JOIN duties d ON d.plan = r.plan AND d.indicator = r.indicator
LEFT JOIN calendar c ON c.frame = d.frame AND c.period = r.period
LEFT JOIN spoilt x ON x.duty = d.duty
LEFT JOIN returned z ON z.duty = d.duty AND z.step = c.step
WHERE d.duty IS NULL OR c.step IS NULL OR x.duty IS NOT NULL OR z.duty IS NOT NULL
ORDER BY r.plan
"""
"""The rows that the steps do not judge, with the code of those that they returned."""


def aside(types: Mapping[str, str], source: str) -> str:
    """Select what is handed over to Python."""
    names = [name for name in COLUMNS if name in types]
    return ASIDE.format(columns=", ".join(f"r.{name}" for name in names), source=source)


SET_ASIDE = """
SELECT s.plan, s.indicator, p.step FROM spoilt x JOIN shown s ON s.duty = x.duty JOIN begun p ON p.plan = s.plan
ORDER BY s.plan
"""
"""The indicators whose verdicts Python finds, with the first step of their plan."""


def counted(table: str) -> str:
    """Count the lights of the newest period of each plan."""
    return f"""
SELECT v.locality, v.domain, v.light, v.reason, v.status, COUNT(*) AS times
FROM {table} v JOIN shown s ON s.plan = v.plan AND s.indicator = v.indicator
WHERE s.counted AND v.period = s.newest
GROUP BY v.locality, v.domain, v.light, v.reason, v.status
"""
