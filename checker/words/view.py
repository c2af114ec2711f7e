"""What every reporter shows of an assessment, said in a language: head, rows, standings, what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker import kinds
from checker.judging import scoring
from checker.locale import Speaker
from checker.model import Assessment, Finding, Light, Message, Reason, Standing, Status, Verdict
from checker.model.amounts import Amount
from checker.model.numbers import rounded, show
from checker.model.periods import Period
from checker.reading.library import Library
from checker.reading.office import Office
from checker.words import sentence as sentences
from checker.words.amounts import Shown, amounts, figure, written
from checker.words.beside import Beside
from checker.words.units import by_unit, most_first

SYMBOLS = {Light.GREEN: "●", Light.YELLOW: "▲", Light.RED: "■", Light.GREY: "○"}


class Narrowing(NamedTuple):
    """What is shown of what was judged; empty shows all. `full`: every indicator, also where a format would sum up."""

    light: str = ""
    unit: str = ""
    domain: str = ""
    ids: frozenset[str] | None = None
    full: bool = False

    def shows(self, verdict: Verdict) -> bool:
        """Tell whether a verdict is to be shown."""
        return (
            (not self.light or verdict.light == self.light)
            and (not self.unit or self.unit in verdict.measure.asked)
            and (not self.domain or verdict.measure.domain == self.domain)
            and (self.ids is None or verdict.indicator.id in self.ids)
        )


def period_in_words(period: Period, say: Speaker) -> str:
    """A period in words: 2022年第三季度."""
    half = f".{period.index}" if period.every == "half" else ""
    return say(f"period.{period.every}{half}", year=period.year, index=period.index)


class View(NamedTuple):
    """An assessment together with the language and names to show it in."""

    assessment: Assessment
    say: Speaker
    library: Library
    narrowing: Narrowing = Narrowing()
    beside: Beside = Beside()

    @property
    def office(self) -> Office:
        """Who speaks for the plan's locality."""
        return self.library.office(self.assessment.plan.locality)[0]

    def verdicts(self) -> list[Verdict]:
        """The verdicts to show."""
        return [v for v in self.assessment.verdicts if self.narrowing.shows(v)]

    def by_domain(self) -> list[tuple[str, list[Verdict]]]:
        """The verdicts to show, grouped in the domains' order."""
        groups: dict[str, list[Verdict]] = {}
        for verdict in self.verdicts():
            groups.setdefault(verdict.measure.domain, []).append(verdict)
        return [(s.name, groups[s.name]) for s in self.assessment.domains if s.name in groups]

    def domain(self, key: str) -> str:
        """A domain's name."""
        entry = self.library.domains.get(key, {})
        return str(entry.get("english" if self.say.lang == "en" else "name", key))

    def unit(self, name: str) -> str:
        """A unit's name; units that are only asked for want of a lead, and the place of none, are shown as such."""
        return self._marked(name, self.office.named(name, self.say.lang))

    def short(self, name: str) -> str:
        """A unit's usual name (office.yaml), marked as `unit` marks it."""
        return self._marked(name, self.usual(name))

    def _marked(self, name: str, shown: str) -> str:
        if not name:
            return self.say("no-lead-unit")
        measures = self.assessment.plan.measures
        leads = any(name in (m.lead if i.lead is None else i.lead) for m in measures for i in m.indicators)
        return shown if leads else self.say("asked-responsible", names=shown)

    def usual(self, unit: str) -> str:
        """The name by which people call a unit, in the reader's language."""
        return self.office.named(unit, "en") if self.say.lang == "en" else self.office.called(unit)

    def together(self, units: Sequence[str], most: int = 3) -> str:
        """Units that answer together, by their usual names; of more than `most` the first and how many there are."""
        if not units:
            return self.unit(scoring.NOBODY)
        if len(units) > most:
            return self.say("units.more", first=self.short(units[0]), count=len(units), others=len(units) - 1)
        return self.say("join").join(map(self.short, units))

    def light(self, light: Light) -> str:
        """Symbol and word: a light is never shown by colour alone."""
        return f"{SYMBOLS[light]} {self.say(f'light.{light}')}"

    def reason(self, verdict: Verdict) -> str:
        """The reason in a word, with the tag of its trend."""
        trend = self.trend(verdict)
        return self.cause(verdict) + (self.say("tag", tag=trend) if trend else "")

    def cause(self, verdict: Verdict) -> str:
        """The reason alone; of a returned value that it was returned."""
        return self.say("status.returned" if verdict.status is Status.RETURNED else f"reason.{verdict.reason}")

    def trend(self, verdict: Verdict) -> str:
        """Whether the light has just changed, in a word; empty where it has not."""
        return self.say(f"trend.{verdict.trend}") if verdict.trend else ""

    def sentence(self, verdict: Verdict) -> str:
        """The verdict's sentence."""
        return self.say.say(sentences.sentence(verdict))

    def amounts(self, verdict: Verdict) -> tuple[str, str, str]:
        """Value, target and expected value as texts, with unit; — where there is none."""
        value, target, expected = map(self.amount, amounts(verdict))
        return value, target, expected

    def amount(self, shown: Shown) -> str:
        """One amount as a text."""
        return self.say.say(shown) if isinstance(shown, Message) else written(shown)

    def cell(self, shown: Shown) -> Amount | str:
        """One amount as a cell of a table."""
        return shown if isinstance(shown, Amount) else self.amount(shown)

    def compact(self, verdict: Verdict) -> str:
        """`value/target(expected)unit` in one cell."""
        shown = value, target, expected = amounts(verdict)
        if isinstance(target, Amount) and target.unit and not isinstance(value, Message | str):
            by_now = figure(expected) if isinstance(expected, Amount) else target.figure
            middle = f"({by_now})" if by_now != target.figure else ""
            return f"{figure(value)}/{target._replace(unit='')}{middle}{target.unit}"
        first, second, _ = map(self.amount, shown)
        done = kinds.of(verdict.indicator).SCALE == "nodes" and value == target
        return first if target is None or done else f"{first}/{second}"

    def outlook(self, verdict: Verdict) -> str:
        """Whether the target is met at the deadline if the pace goes on."""
        limit = "cap." if kinds.of(verdict.indicator).LIMIT else ""
        return self.say(f"outlook.{limit}{'meets' if verdict.outlook_meets else 'misses'}")

    def deadline(self, verdict: Verdict) -> str:
        """The window's last day, marked where it is assumed, the unit's own, or changed by a later document."""
        moment = verdict.moment
        revised = any(revision.since <= moment.cut_off for revision in verdict.indicator.revisions)
        own = bool(moment.promised) and moment.promised[-1] == moment.end
        # there is room for one mark, and whose date it is must always show; a promise beyond the plan's end is not kept
        mark = "promised.short" if own else "assumed.short" if moment.assumed or moment.promised else ""
        mark = mark or ("revised.short" if revised else "")
        return moment.end.isoformat() + (self.say(mark) if mark else "")

    def leads(self, verdict: Verdict) -> str:
        """The asked units; responsible units that are asked for want of a lead are shown as such."""
        measure = verdict.measure
        asked = [self.office.named(unit, self.say.lang) for unit in measure.asked]
        names = self.say.say(Message("list", {"words": asked})) or self.unit(scoring.NOBODY)
        if "lead" in measure.inferred and measure.asked:
            names += self.say("assumed")
        return self.say("asked-responsible", names=names) if measure.asks_responsible else names

    def owed(self) -> list[tuple[str, list[Verdict]]]:
        """What each unit still owes: nothing usable reported though a report was due."""
        owing = (Reason.UNREPORTED, Reason.UNREPORTED_GRACE, Reason.PENDING)
        groups = most_first(by_unit(v for v in self.verdicts() if v.reason in owing and not v.same))
        return [(unit, own) for unit, own in groups.items() if self.narrowing.unit in ("", unit)]

    def findings(self) -> list[Finding]:
        """The findings on the verdicts to show, and those on whole files."""
        shown = {v.indicator.id for v in self.verdicts()}
        return [f for f in self.assessment.findings if not f.indicator or f.indicator in shown]

    def head(self) -> list[tuple[str, str]]:
        """Lines that every output opens with: plan, period, run, profile, how much is reported."""
        a, say = self.assessment, self.say
        return [
            (say("head.plan"), a.plan.title + self.in_brackets(a.plan.number)),
            (say("head.period"), say("head.period.text", period=self.period(), cut_off=say.day(a.cut_off))),
            (say("head.run"), say("head.run.text", on=say.day(a.on), due=say.day(a.due), grace=say.day(a.grace_end))),
            (say("head.profile"), self.profile()),
            (say("head.reported"), self.reported()),
        ]

    def in_brackets(self, text: str) -> str:
        """The text in brackets; nothing where there is none."""
        return self.say("bracket", text=text) if text else ""

    def named(self) -> str:
        """The plan's title with its document's number, as papers write it."""
        plan = self.assessment.plan
        return self.say("paper.plan", title=plan.title, number=self.in_brackets(plan.number))

    def period(self) -> str:
        """The period in words."""
        return period_in_words(self.assessment.period, self.say)

    def profile(self) -> str:
        """The profile in force with its lines."""
        p = self.assessment.profile
        return self.say(f"profile.{p.basis}", name=p.name, green=show(p.green), yellow=show(p.yellow))

    def reported(self) -> str:
        """How much of what was owed has been reported."""
        verdicts = self.assessment.counted
        owed = [v for v in verdicts if v.status is not Status.NOT_DUE or v.reason is Reason.PENDING]
        done = [v for v in owed if v.status in (Status.ON_TIME, Status.LATE)]
        returned = sum(v.status is Status.RETURNED for v in owed)
        late = self.assessment.totals.late
        return self.say("reported.text", done=len(done), owed=len(owed), late=late, returned=returned)

    def totals(self) -> str:
        """The lights counted, in one line."""
        t = self.assessment.totals
        return self.say("totals.text", count=t.indicators, green=t.green, yellow=t.yellow, red=t.red, grey=t.grey,
                        unreported=self._without_value())  # fmt: skip

    def _without_value(self) -> str:
        """How many of the red were not reported, and how many were sent back; nothing where there are none."""
        red = [v for v in self.assessment.counted if v.reason is Reason.UNREPORTED]
        back = sum(v.status is Status.RETURNED for v in red)
        counts = (("totals.missing", len(red) - back), ("totals.returned", back))
        parts = [self.say(name, count=count) for name, count in counts if count]
        return self.say("totals.of-red", parts=self.say("join").join(parts)) if parts else ""

    def score(self, standing: Standing) -> str:
        """A score with two decimals."""
        return "—" if standing.score is None else f"{rounded(standing.score, 2):.2f}"

    def finding(self, finding: Finding) -> str:
        """A finding's sentence and how to mend it."""
        return said(finding, self.say)


def said(finding: Finding, say: Speaker) -> str:
    """Say what is wrong and how to mend it."""
    text = say(f"finding.{finding.code}", **finding.facts)
    near = finding.facts.get("nearest")
    if near and say.has("finding.nearest"):
        text += say("finding.nearest", nearest=near)
    known = finding.facts.get("known")
    if not near and isinstance(known, Message):
        text += say("finding.known", known=known)
    if (how := mended(finding, say)) and not finding.explained:
        text += ("" if text.endswith(("？", "?")) else say("stop")) + say("mend", text=how)
    return text


def mended(finding: Finding, say: Speaker) -> str:
    """Say how to mend it: in a cell of a workbook otherwise than in a file of ours; empty where nobody can say."""
    how = (say.maybe(f"mend.{finding.code}.cell") if finding.where.cell else None) or say.maybe(f"mend.{finding.code}")
    return how.format_map({k: say.fact(v) for k, v in finding.facts.items()}) if how else ""


def illustrative(views: Sequence[View]) -> bool:
    """Tell whether any of the values shown are made up."""
    return any(view.assessment.illustrative for view in views)
