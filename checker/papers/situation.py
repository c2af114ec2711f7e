"""一、总体情况: the lights counted, by domain, how much came in, and against the period before."""

from __future__ import annotations

from checker.model import Light, Reason, periods
from checker.papers.items import period
from checker.papers.paper import some
from checker.words.amounts import part, written
from checker.words.view import View


def lights(view: View) -> str:
    """How many of each light, with shares; what is completed or pending."""
    say, t, a = view.say, view.assessment.totals, view.assessment
    shares = {f"{light}_share": written(part(getattr(t, light), t.indicators)) for light in Light}
    judged = t.indicators - t.grey
    text = say("circular.lights", **t._asdict(), **shares, judged=judged)
    if t.unreported:
        text += say("circular.lights.unreported", unreported=t.unreported)
    reasons = [v.reason for v in a.counted]
    done, behind = reasons.count(Reason.COMPLETED), reasons.count(Reason.PENDING)
    text += say("circular.lights.completed", done=done) if done else ""
    text += say("circular.lights.pending", pending=behind, due=say.day(a.due)) if behind else ""
    return text + say("circular.lights.profile", profile=view.profile(), annex=say("circular.annex", n=1))


def domains(view: View) -> str:
    """Where the red lights are, and which domains have none but green ones."""
    say, standings = view.say, view.assessment.domains
    bad = sorted((s for s in standings if s.tally.red), key=lambda s: -s.tally.red)
    good = [s for s in standings if s.tally.green == s.tally.indicators - s.tally.grey and s.tally.green]
    reds = say("join").join(say("circular.count", name=view.domain(s.name), count=s.tally.red) for s in bad)
    text = say("circular.domains.red", domains=reds) if bad else say("circular.domains.no-red")
    if good:
        text += say("circular.domains.green", domains=say("join").join(view.domain(s.name) for s in good))
    return text


def reports(view: View) -> str:
    """How much of what was owed came in, and when."""
    say, a = view.say, view.assessment
    owed = [v for v in a.counted if v.status != "not_due"]
    if not owed:
        return say("circular.reports.none-owed")
    if all(v.status == "missing" for v in owed):
        return say("circular.reports.nothing", owed=len(owed), on=say.day(a.on))
    count = {status: sum(v.status == status for v in owed) for status in ("on_time", "late", "missing", "returned")}
    return say("circular.reports", owed=len(owed), done=count["on_time"] + count["late"], due=say.day(a.due), **count)


def change(view: View) -> str:
    """Against the lights of the period before, as the history gives them."""
    say, verdicts = view.say, [v for v in view.assessment.counted if v.past]
    if not verdicts:
        return say("circular.change.first")
    last = periods.parse(verdicts[0].past[-1].period)
    parts = []
    for light in Light:
        more = sum((v.light is light) - (v.past[-1].light is light) for v in verdicts)
        name = "more" if more > 0 else "fewer" if more else "same"
        parts.append(say(f"circular.change.{name}", light=say(f"circular.light.{light}"), count=abs(more)))
    text = say("circular.change", period=period(last, say) if last else "", parts=say("comma").join(parts))
    for name in ("caught_up", "slipped_back"):
        found = [v.indicator.name for v in verdicts if v.trend == name]
        if found:
            text += say(f"circular.change.{name}", count=len(found), names=some(found, say, 5))
    return text
