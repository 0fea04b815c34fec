"""Takes a finding, its time and the manner of its clause; gives the whole scope of its claim; touches nothing.

Which keys a property has stands in its own file (`@scope`, `@counting`, `@usual`, `@ranking`, `@respect`); how each is
read, in the modules asked here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.claims import counting, scopes
from kg.extract.patterns.claims.bases import base_of, base_unsaid
from kg.extract.patterns.claims.owning import owned
from kg.extract.patterns.claims.posting import post_of
from kg.extract.patterns.claims.ranking import ranking
from kg.extract.patterns.figures.figurechanges import measure_before, measure_behind
from kg.extract.patterns.figures.figureplaces import AGAINST, COUNTERPART, Figure
from kg.extract.patterns.modality.manner import Manner
from kg.extract.patterns.relations.match import Finding
from kg.model import Amount, Moment, Schema, Span


def scope_of(
    schema: Schema,
    directives: Mapping[str, str],
    evidence: Evidence,
    finding: Finding,
    moment: Moment | None,
    manner: Manner,
) -> dict[str, str]:
    """The scope keys of the finding with their values."""
    keys = tuple((directives.get("scope") or "").split("|"))
    scope = _told(schema, evidence, finding, keys) if "scope" in directives else {}
    if isinstance(finding, Figure):
        scope |= finding.scope
    if "respect" in directives:
        scope["respect"] = finding.cue[-1].text
    if "post" in keys and (post := post_of(evidence, finding)):
        scope["post"] = post
    if finding.amount is None:
        return scope
    if (key := directives.get("setting")) and key not in scope:
        place = scopes.setting(schema, evidence, finding.amount, key, finding.term.cues)
        scope |= {key: place} if place else {}
    if "ranking" in directives and (order := ranking(evidence, finding.amount)):
        scope["ranking"] = order
    if "owned" in directives:
        scope |= {"comparedTo": firm} if (firm := owned(schema, evidence, finding)) else {}
    elif "comparedTo" in keys and "comparedTo" not in scope:
        other = scopes.compared_to(evidence, finding.amount, part="portion" in directives)
        if other and other != evidence.entity(finding.subject):
            scope["comparedTo"] = other
        if "portion" in directives and (whole := scopes.measure_of(schema, evidence, finding.amount)):
            scope["measure"] = whole
    scope |= _changed(schema, evidence, finding.amount, moment, scope, manner, keys, "usual" in directives)
    if "counting" in directives:
        scope |= _counted(evidence, finding, finding.amount, moment, manner, directives["counting"])
        if finding.link == COUNTERPART and finding.lead and not finding.modality:
            scope |= _as_beside(evidence, finding.lead, scope["counting"], directives["counting"])
    return scope


#: Scopes that the word itself carries, however far its figure stands.
_OF_WORD = ("accounting", "orderKind")
#: Links of a figure that is set against another of its kind.
_BESIDE = (COUNTERPART, AGAINST)


def _told(schema: Schema, evidence: Evidence, finding: Finding, keys: tuple[str, ...]) -> dict[str, str]:
    """What words near the figure, or near the cue, tell."""
    cue = finding.cue[0]
    around = finding.amount.span if finding.amount else Span(cue.idx, cue.idx + len(cue), cue.text)
    scope = scopes.cued(schema, evidence, cue, around, keys)
    before = Span(cue.left_edge.idx, cue.idx, "")  # "adjusted net profit rose 12% from a year earlier to 5 billion"
    scope = {**scopes.named(schema, evidence, before, [one for one in keys if one in _OF_WORD]), **scope}
    lead = finding.lead
    if (
        lead and lead.amount and lead.term is finding.term and finding.link in _BESIDE
    ):  # "where 10 billion was expected"
        scope = _told(schema, evidence, lead, tuple(one for one in keys if one in _OF_WORD)) | scope
    while "measure" in keys and "measure" not in scope and lead and lead.amount:
        scope |= scopes.cued(schema, evidence, lead.cue[0], lead.amount.span, ("measure",))
        lead = lead.lead  # what a further change changes is said beside the first one
    if finding.amount:
        near = (evidence.root(finding.amount.span), *finding.cue)
        scope |= scopes.places(schema, evidence, near, keys)
    return scope


def _changed(
    schema: Schema,
    evidence: Evidence,
    amount: Amount,
    moment: Moment | None,
    scope: Mapping[str, str],
    manner: Manner,
    keys: tuple[str, ...],
    usual: bool,
) -> dict[str, str]:
    """Of what a change is one, and against what."""
    found: dict[str, str] = {}
    measured = measure_behind(schema, evidence, amount) if usual else None  # "the market, despite a 13% drop in sales"
    if usual and measured is None and "measure" not in scope:
        measured = measure_before(schema, evidence, amount)
    if measured:
        found["measure"] = measured[0]
    if (
        usual
        and _AIM in schema.concepts[schema.scopes["base"].range]
        and _from_aim(evidence, amount, {**scope, **found})
    ):
        return {"measure": "target", "base": _AIM}
    if "base" in keys and (base := base_of(schema, evidence, amount, moment)):
        found["base"] = base
    elif usual and "base" not in scope and _is_of_time(evidence, amount, moment, manner):
        base = base_unsaid(schema, evidence, amount, moment)
        found |= {"base": base} if base else {}
    return found


#: The base of "raised its sales target by 11%", "5 million, down 16% from its previous target".
_AIM = "earlier-target"
_PREVIOUS_AIM = re.compile(
    r"\s(?:from|than|below|above)\s(?:its|their|the|an)\s(?:previous|prior|earlier|original|initial)\s(?:[\w-]+\s){0,2}?"
    r"(?:target|goal|guidance|estimate|forecast)\b",
    re.IGNORECASE,
)
_RAISED = re.compile(
    r"\b(?:raised|lifted|increased|upped|cut|lowered|slashed|reduced|trimmed|raises|lifts|cuts|lowers|slashes)\s"
    r"[^,;.]{0,48}\b(?:target|goal)\b[^,;.]{0,24}\sby\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)


def _from_aim(evidence: Evidence, amount: Amount, scope: Mapping[str, str]) -> bool:
    """Whether a change is one of an aim."""
    if _PREVIOUS_AIM.match(evidence.text, amount.span.end):
        return True
    before = evidence.text[max(0, amount.span.start - 96) : amount.span.start]
    return scope.get("measure") == "target" and bool(_RAISED.search(before))


#: What somebody changes in his own view: "cut its estimate for 2026 by 12%".
_VIEWED = re.compile(
    r"\b(?:estimates?|forecasts?|targets?|expectations?|outlook|guidance)\b[^,;]*\bby\s(?:\w+\s)?$", re.IGNORECASE
)


def _is_of_time(evidence: Evidence, amount: Amount, moment: Moment | None, manner: Manner) -> bool:
    """Whether a change may be one against the time before: a fact, or what is foreseen of a year; not of a view."""
    if manner.modality != "asserted" and (moment is None or not re.fullmatch(r"\d{4}", moment.when.text)):
        return False
    return not _VIEWED.search(evidence.text[evidence.token(amount.span.start).sent.start_char : amount.span.start])


def _counted(
    evidence: Evidence, finding: Finding, amount: Amount, moment: Moment | None, manner: Manner, usual: str
) -> dict[str, str]:
    """How the figure counts, and per which time."""
    how, per = counting.counting(evidence, amount, finding.cue[0], moment, usual)
    if how == "target" and manner.modality == "predicted" and not counting.guided(evidence, amount):
        how = "in-period"
    elif manner.modality == "planned" and how != "rate":
        how = "target"
    return {"counting": how, "per": per} if per else {"counting": how}


def _as_beside(evidence: Evidence, lead: Finding, how: str, usual: str) -> dict[str, str]:
    """How a figure counts to which another one has moved: as that one, but as a fact."""
    if lead.amount:
        told, per = counting.counting(evidence, lead.amount, lead.cue[0], None, usual)
        if told == "rate":
            return {"counting": told, "per": per} if per else {"counting": told}
    return {"counting": usual if how == "target" or usual == "cumulative" else how}
