"""Takes what the patterns found in an article; gives claims with every slot, and the count of what was dropped and why.

Touches nothing. A finding becomes a claim only when its quote is exact and what it says can stand under the ontology:
the unit fits, a count says how it counts, a target is not a fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from kg.extract.patterns.analysis.evidence import Evidence
from kg.extract.patterns.claims.added import is_added, stands_apart
from kg.extract.patterns.claims.continued import continued
from kg.extract.patterns.claims.dating import (
    TIMELESS,
    anchors_of,
    as_of,
    describes_subject,
    holds_by_itself,
    is_by_the_way,
    is_owned,
    of_stance,
    time_told,
)
from kg.extract.patterns.claims.implied import implied_units
from kg.extract.patterns.claims.listed import tells_itself
from kg.extract.patterns.claims.ownwill import is_own_will
from kg.extract.patterns.claims.scoping import scope_of
from kg.extract.patterns.claims.wording import of_token, of_tokens, quote, told_above
from kg.extract.patterns.figures.figurechanges import reaches
from kg.extract.patterns.figures.figureplaces import COUNTERPART, Figure, stands
from kg.extract.patterns.grammar.grammar import Grammar
from kg.extract.patterns.lexicon.words import word_set
from kg.extract.patterns.modality import unreal
from kg.extract.patterns.modality.manner import Manner, read_manner
from kg.extract.patterns.modality.stance import ahead, denied, foretold, read_stance
from kg.extract.patterns.names.anonymous import Anonymous
from kg.extract.patterns.relations.confidence import confidence
from kg.extract.patterns.relations.match import Finding
from kg.extract.patterns.saying.speech import Speech, speech_at
from kg.extract.patterns.slots.noted import as_noted
from kg.extract.patterns.slots.values import as_stated, falls, negative
from kg.extract.patterns.syntax.predicates import clause_of, subjects
from kg.model import Claim, Moment, Quantity, Schema, Span

words = partial(word_set, "grammar")
_NO = frozenset(("no", "neither", "none", "nobody", "nothing", "never"))
#: What the members of a list share.
_CARRIED = ("planned", "predicted", "questioned")
_COUNTED = ("in-period", "cumulative")
#: "By its own forecast".
_FORESEEING = ("forecast", "projection", "guidance")


class Assembler:
    """Makes claims of findings, article by article, for one schema."""

    def __init__(self, schema: Schema, grammar: Grammar, extractor: str, anonymous: Anonymous | None = None) -> None:
        self.schema = schema
        self.grammar = grammar
        self.extractor = extractor
        self.anonymous = anonymous or Anonymous()

    def claims(
        self,
        evidence: Evidence,
        findings: Iterable[Finding],
        speech: list[Speech],
        known: dict[int, Claim | str] | None = None,
    ) -> tuple[list[Claim], Counter[str]]:
        """The claims in the order of the text, each once, and how many findings were dropped for which reason.

        `known` keeps what each finding came to, by its identity, for whoever asks again with more findings.
        """
        dropped: Counter[str] = Counter()
        made: dict[str, Claim] = {}
        known = {} if known is None else known
        entries = []
        for finding in findings:
            claim = known.get(id(finding))
            if claim is None:
                claim = known[id(finding)] = self._claim(evidence, finding, speech)
            if isinstance(claim, str):
                dropped[claim] += 1
            else:
                entries.append((finding, claim))
        for finding, claim in continued(evidence, entries, self.grammar.directives):
            if (own := claim.id) in made or any(_same(claim, one, finding) for one in made.values()):
                dropped["said twice in the same words"] += 1
            else:
                made[own] = claim
        ordered = sorted(made.items(), key=lambda one: (one[1].span.start, one[1].span.end, one[1].property, one[0]))
        return [claim for _, claim in ordered], dropped

    def _claim(self, evidence: Evidence, finding: Finding, speech: list[Speech]) -> Claim | str:
        anchors = anchors_of(evidence, finding)
        directives = self.grammar.directives.get(finding.term.name, {})
        around = time_told(directives, evidence, finding)
        moment = None if holds_by_itself(directives, evidence, finding) else around
        words_ = self._words(evidence, finding)
        if words_ == "":
            return "no words"
        span = self._quote(evidence, finding, moment)
        if span is None:
            return "the words run over a line end"
        manner = self._manner(evidence, finding)
        if finding.amount and reaches(evidence, finding.amount):
            manner = replace(manner, negated=False)
        finding, manner = denied(finding, manner)
        if finding.amount and not stands(evidence, finding) and read_manner(evidence.doc, anchors[0]).compared:
            return "only what another figure is compared with"
        scope = scope_of(self.schema, directives, evidence, finding, moment, manner)
        stance = read_stance(evidence, finding, manner, scope, anchors[0])
        if isinstance(stance, str):
            return stance
        settled = ahead(evidence, finding, stance, moment if is_owned(evidence, finding) else around, directives)
        if settled is None:
            return "a figure that is only needed"
        stance = settled
        stance = foretold(evidence, finding, stance, directives)
        if finding.amount and stance.modality == "predicted" and scope.get("counting") == "target":
            stance = replace(stance, modality="planned")
        if stance.negated and finding.link == "deed" and _says_no(evidence, finding):
            return "its words deny it once more"
        if finding.amount and stance.modality == "planned" and scope.get("counting") in _COUNTED:
            scope["counting"] = "target"
        moment = of_stance(evidence, directives, finding, moment, stance.modality, scope.get("counting"))
        subject = evidence.entity(finding.subject)
        target = evidence.entity(finding.object) if finding.object else None
        value = self._value(evidence, finding)
        if subject is None or (finding.object and target is None) or (words_ and words_ not in span.text):
            return "an unknown name, or words outside the quote"
        described = "lasting" in directives and (
            {finding.tie, finding.link} == {"own"} or describes_subject(anchors[0])
        )
        told_by_text = described or _is_aside(finding) or is_added(finding)
        said = None if told_by_text else _speaker(finding, speech)
        by = said is not None and said.cue.lower() == "by" and said.words.endswith(_FORESEEING)
        if said and by and stance.modality == "asserted" and "," not in evidence.text[said.start : anchors[0].idx]:
            stance = replace(stance, modality="predicted")
        teller = self._teller(evidence, finding, said, manner)
        if stance.modality == "predicted" and is_own_will(evidence, finding, manner, teller, directives):
            stance = replace(stance, modality="planned")
            scope |= {"counting": "target"} if scope.get("counting") in _COUNTED else {}
        line_start = evidence.article.body.rfind("\n", 0, span.start) + 1
        return Claim(
            article=evidence.article.id,
            span=span,
            subject=subject,
            property=finding.term.name,
            object=target,
            quantity=value,
            words=words_,
            when=as_noted(evidence, moment).when if moment else as_of(evidence, directives, finding, stance),
            scope=tuple(sorted(scope.items())),
            speaker=teller,
            role=said.role if said and said.role and said.role in evidence.article.body else None,
            via=tuple(name for one in said.via if (name := evidence.entity(one))) if said else (),
            modality=stance.modality,
            negated=stance.negated,
            condition=stance.condition,
            part="heading" if evidence.article.body.startswith("#", line_start) else "body",
            status="proposed",
            extractor=self.extractor,
            confidence=finding.chance or confidence(finding.kind),
            reason=f"{finding.term.name}: {finding.reason}",
        )

    def _manner(self, evidence: Evidence, finding: Finding) -> Manner:
        """How the finding is said. A name and what it is called stand side by side, whatever the clause says."""
        plain = finding.link == COUNTERPART  # "wants 300, after 200 in May"
        owned = "lasting" in self.grammar.directives.get(finding.term.name, {}) and is_owned(evidence, finding)
        plain |= (owned or _is_aside(finding)) and not unreal.is_unbuilt(evidence.root(finding.subject.span))
        plain |= is_by_the_way(evidence, finding, self.grammar.directives.get(finding.term.name, {}))
        coming = plain and any(one.lower_ in words("incoming") for one in finding.cue[0].children)
        coming |= plain and finding.link == COUNTERPART and _is_old_aim(evidence, finding)
        manner = Manner("planned" if coming else "asserted") if plain else read_manner(evidence.doc, finding.cue[0])
        lead = finding.lead
        alike = lead is not None and lead.term is finding.term and lead.cue[0].sent == finding.cue[0].sent
        if finding.amount and lead and alike and manner.modality == "asserted" and not plain:
            led = read_manner(evidence.doc, lead.cue[0])  # "expects Acme to ship 300, Norton 200"
            manner = replace(manner, modality=led.modality) if led.modality in _CARRIED else manner
        if finding.object and len(finding.cue) > 1 and manner.modality == "asserted" and not (plain or finding.amount):
            last = read_manner(evidence.doc, finding.cue[-1])  # "is gathering people for a plant in Bigtown"
            manner = last if last.modality == "planned" and not last.negated else manner
        if finding.modality and manner.modality == "asserted":
            manner = replace(manner, modality=finding.modality)
        if (
            finding.amount and manner.modality == "asserted" and not plain
        ):  # "short of the 300 that analysts had expected"
            for token in (evidence.root(finding.amount.span), evidence.token(finding.amount.span.start)):
                own = read_manner(evidence.doc, token)
                if manner.modality == "asserted" and own.modality in ("predicted", "planned") and not own.negated:
                    manner = own
        return manner

    def _teller(self, evidence: Evidence, finding: Finding, said: Speech | None, manner: Manner) -> str | None:
        """Who says it: who is named, whoever stands for those who are not, who announces the figure; or the article."""
        if isinstance(finding, Figure) and finding.teller:
            return evidence.entity(finding.teller)
        if said and said.speaker:
            speaker = evidence.entity(said.speaker)
            if tells_itself(self.schema, evidence, finding, said):
                return evidence.entity(finding.subject)
            acts = (
                finding.link == "deed"
                and manner.modality != "denied"
                and finding.cue[0].text == said.cue
                and finding.cue[0].idx == said.start
            )
            return None if acts and speaker == evidence.entity(finding.subject) else speaker
        if said:
            return self.anonymous.of(said.words) if said.unnamed else None
        if manner.rumour:
            return self.anonymous.at_large(texts=True)
        return self._announcer(evidence, finding)

    def _announcer(self, evidence: Evidence, finding: Finding) -> str | None:
        """Who announces the figure as the subject of its clause: "he put the orders at 75,000"."""
        verb = clause_of(finding.cue[0])
        tells = finding.amount is not None and verb.lemma_ in words("telling") and not stands_apart(evidence, finding)
        for token in subjects(verb) if tells else ():
            mention = evidence.mentions.get(token.i)
            mute = mention is None or any(self.schema.is_a(mention.type, one) for one in word_set("speech", "mute"))
            if mention and not mute and (name := evidence.entity(mention)) != evidence.entity(finding.subject):
                return name
        return None

    def _quote(self, evidence: Evidence, finding: Finding, moment: Moment | None) -> Span | None:
        core = [of_token(evidence, token) for token in finding.cue]
        object_ = None if finding.link in ("article", "home") or told_above(evidence, finding) else finding.object
        for found in (finding.amount, object_, finding.moment):
            if found is not None:
                core.insert(0, found.span)
        if finding.words:
            core.insert(0, of_tokens(evidence, *finding.words))
        return quote(evidence, core, finding.subject.span, moment.span if moment else None)

    def _value(self, evidence: Evidence, finding: Finding) -> Quantity | None:
        if finding.amount is None:
            return None
        said = as_stated(finding.amount, finding.term, implied_units(self.schema, evidence, finding))
        if isinstance(finding, Figure):  # it has its sign already
            return replace(finding.amount.quantity, unit=finding.unit, unit_basis="inferred") if finding.unit else said
        own = self.grammar.directives.get(finding.term.name, {}).get("signed")
        return negative(said) if falls(evidence, finding.amount, finding.cue, own) else said

    def _words(self, evidence: Evidence, finding: Finding) -> str | None:
        if finding.moment:
            return finding.moment.span.text
        return of_tokens(evidence, *finding.words).text if finding.words else None


def _is_old_aim(evidence: Evidence, finding: Finding) -> bool:
    """ "Put its target up to 300 from 200": both are aims."""
    assert finding.amount is not None
    root = evidence.root(finding.amount.span)
    return root.head.lower_ == "from" and read_manner(evidence.doc, root).modality == "planned"


def _says_no(evidence: Evidence, finding: Finding) -> bool:
    """Whether the words of a deed themselves say that it is not so: "confirmed neither", "made no secret of"."""
    if not finding.words or any(one.dep_ == "neg" for one in clause_of(finding.cue[0]).children):
        return False
    first, last = finding.words
    return any(one.lower_ in _NO for one in evidence.doc[first:last])


def _same(one: Claim, other: Claim, finding: Finding) -> bool:
    """Whether two claims say the same of the same words, apart from how far the quote goes.

    What is only taken from what the article is about is said once in it.
    """
    alike = (one.subject, one.property, one.object, one.words, one.modality, one.quantity) == (
        other.subject,
        other.property,
        other.object,
        other.words,
        other.modality,
        other.quantity,
    )
    return alike and (
        finding.link in ("article", "home") or (one.span.start < other.span.end and other.span.start < one.span.end)
    )


def _speaker(finding: Finding, speech: list[Speech]) -> Speech | None:
    """Who says it: the innermost speech that the value, or else the cue, stands in."""
    start, end = (finding.cue[0].idx, finding.cue[0].idx + 1)
    if finding.amount:
        start, end = finding.amount.span.start, finding.amount.span.start + 1
    return speech_at(speech, start, end)


def _is_aside(finding: Finding) -> bool:
    """Whether a name and what it is called stand side by side: "chief executive Jane Doe"."""
    return finding.amount is None and bool({finding.link, finding.tie} & TIMELESS)
