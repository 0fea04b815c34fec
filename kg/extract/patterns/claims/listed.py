"""Takes a finding and who says it; gives whether a list gives it to another one; touches nothing."""

from __future__ import annotations

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.saying.speech import Speech
from kg.model import Schema


def tells_itself(schema: Schema, evidence: Evidence, finding: Finding, said: Speech) -> bool:
    """Whether a list of what several told gives the figure to another one: "Acme reported 300, Norton 200"."""
    first = finding
    while first.lead is not None:
        first = first.lead
    if finding.tie == "topic":  # what a house expects of a share is no figure that the firm told
        return False
    if first is finding or said.speaker is None or not evidence.text.startswith(said.cue, said.start):
        return False
    body = any(schema.is_a(finding.subject.type, kind) for kind in word_set("speech", "bodies"))
    return body and evidence.entity(first.subject) == evidence.entity(said.speaker)
