"""What the model reads wrong in a systematic way is mended before anything is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.patterns.analysis.mending import mend

if TYPE_CHECKING:
    from spacy.tokens import Doc

_POS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "CD": "NUM", "DT": "DET", "PRP$": "PRON", "PRP": "PRON"}
_POS |= {"IN": "ADP", "JJ": "ADJ", "JJS": "ADJ", "POS": "PART", ".": "PUNCT", ",": "PUNCT", "RB": "ADV", "RP": "ADP"}
_POS |= {"CC": "CCONJ"}


def _doc(text: str, ents: str = "") -> Doc:
    """A document of `word/tag/relation/head`, with entities as `first-end:KIND`."""
    spacy = pytest.importorskip("spacy")
    words, tags, deps, heads = zip(*(one.rsplit("/", 3) for one in text.split()), strict=True)
    pos = [_POS.get(tag, "VERB") for tag in tags]
    doc: Doc = spacy.tokens.Doc(
        spacy.blank("en").vocab, words=words, tags=tags, pos=pos, deps=deps, heads=[int(one) for one in heads]
    )
    named = [(one.partition(":")[0].split("-"), one.partition(":")[2]) for one in ents.split()]
    doc.ents = [spacy.tokens.Span(doc, int(start), int(end), label=kind) for (start, end), kind in named]
    return doc


def _mended(text: str, ents: str = "") -> str:
    """What `mend` changes, as `word/tag/relation>head`."""
    doc = _doc(text, ents)
    before = [(one.tag_, one.dep_, one.head.i) for one in doc]
    starts = [one.start for one in doc.sents]
    mend(doc)
    assert [one.start for one in doc.sents] == starts
    return " ".join(
        f"{one.text}/{one.tag_}/{one.dep_}>{one.head.text}"
        for one in doc
        if (one.tag_, one.dep_, one.head.i) != before[one.i]
    )


@pytest.mark.parametrize(
    ("text", "ents", "changes"),
    [
        # A date, a year, a place, an article or a name begins something else than what the preposition leads to.
        (
            "In/IN/prep/3 July/NNP/compound/2 sales/NNS/pobj/0 fell/VBD/ROOT/3 ././punct/3",
            "",
            "July/NNP/pobj>In sales/NNS/nsubj>fell",
        ),
        (
            "In/IN/prep/3 2024/CD/nummod/2 Acme/NNP/pobj/0 grew/VBD/ROOT/3 ././punct/3",
            "",
            "2024/CD/pobj>In Acme/NNP/nsubj>grew",
        ),
        (
            "In/IN/prep/3 Ruritania/NNP/compound/2 Acme/NNP/pobj/0 grew/VBD/ROOT/3 ././punct/3",
            "1-2:GPE",
            "Ruritania/NNP/pobj>In Acme/NNP/nsubj>grew",
        ),
        (
            "At/IN/prep/4 the/DT/det/3 show/NN/compound/3 Acme/NNP/pobj/0 won/VBD/ROOT/4 ././punct/4",
            "",
            "the/DT/det>show show/NN/pobj>At Acme/NNP/nsubj>won",
        ),
        (
            "In/IN/prep/6 the/DT/det/5 first/JJ/amod/2 phase/NN/nmod/5 40/CD/nummod/3 lamps/NNS/pobj/0 are/VBP/ROOT/6",
            "",
            "the/DT/det>phase phase/NN/pobj>In 40/CD/nummod>lamps lamps/NNS/nsubj>are",
        ),
        (
            "At/IN/prep/6 the/DT/det/2 end/NN/pobj/0 of/IN/prep/2 May/NNP/compound/5 Acme/NNP/pobj/3 ran/VBD/ROOT/6",
            "",
            "May/NNP/pobj>of Acme/NNP/nsubj>ran",
        ),
        (
            "Within/IN/prep/4 a/DT/det/3 day/NN/compound/3 bookings/NNS/pobj/0 rose/VBD/ROOT/4",
            "",
            "a/DT/det>day day/NN/pobj>Within bookings/NNS/nsubj>rose",
        ),
        (
            "At/IN/prep/3 present/JJ/amod/2 Acme/NNP/pobj/0 leads/VBZ/ROOT/3",
            "",
            "present/JJ/pobj>At Acme/NNP/nsubj>leads",
        ),
        # Two nouns stand beside each other, and nothing joins them.
        (
            "On/IN/prep/4 the/DT/det/2 podcast/NN/pobj/0 Doe/NNP/pobj/0 spoke/VBD/ROOT/4",
            "",
            "Doe/NNP/nsubj>spoke",
        ),
        (
            "Before/IN/prep/4 his/PRP$/poss/2 staff/NN/pobj/0 Doe/NNP/appos/2 spoke/VBD/ROOT/4",
            "",
            "Doe/NNP/nsubj>spoke",
        ),
        # The preposition leads to nothing: the subject has taken all in.
        (
            "At/IN/prep/3 Acme/NNP/compound/2 handovers/NNS/nsubj/3 fell/VBD/ROOT/3",
            "1-2:FAC",
            "Acme/NNP/pobj>At",
        ),
        (
            "With/IN/mark/5 the/DT/det/4 Zed/NNP/compound/4 lamp/NN/compound/4 Acme/NNP/nsubj/5 won/VBD/ROOT/5",
            "",
            "With/IN/prep>won the/DT/det>lamp Zed/NNP/compound>lamp lamp/NN/pobj>With",
        ),
        # The sentence hangs on its opening phrase as a relative clause would.
        (
            "At/IN/ROOT/0 the/DT/det/2 event/NN/pobj/0 Doe/NNP/nsubj/4 spoke/VBD/relcl/2 ././punct/0",
            "",
            "At/IN/prep>spoke spoke/VBD/ROOT>spoke ././punct>spoke",
        ),
        (
            "On/IN/ROOT/0 average/JJ/amod/3 a/DT/det/3 lamp/NN/pobj/0 sold/VBN/acl/3 well/RB/advmod/4 ././punct/0",
            "",
            "On/IN/prep>sold average/JJ/pobj>On lamp/NN/nsubj>sold sold/VBD/ROOT>sold ././punct>sold",
        ),
        # No name stands for another word for a date.
        (
            "On/IN/prep/8 May/NNP/pobj/0 1/CD/nummod/1 ,/,/punct/1 Acme/NNP/appos/1 ,/,/punct/1 our/PRP$/poss/7"
            " maker/NN/appos/1 won/VBD/ROOT/8",
            "",
            "Acme/NNP/nsubj>won ,/,/punct>Acme maker/NN/appos>Acme",
        ),
        (
            "On/IN/prep/7 May/NNP/pobj/0 ,/,/punct/1 founder/NN/conj/1 and/CC/cc/3 chairman/NN/compound/6"
            " Doe/NNP/conj/3 spoke/VBD/ROOT/7",
            "",
            "founder/NN/nmod>Doe Doe/NNP/nsubj>spoke",
        ),
        (
            "On/IN/prep/4 Norton/NNP/compound/3 Jane/NNP/compound/3 Doe/NNP/pobj/0 wrote/VBD/ROOT/4",
            "2-4:PERSON",
            "Norton/NNP/pobj>On Doe/NNP/nsubj>wrote",
        ),
        # No verb is without a subject here, or nothing says where the phrase ends.
        ("In/IN/prep/3 July/NNP/compound/2 sales/NNS/pobj/0 we/PRP/nsubj/4 saw/VBD/ROOT/4", "", ""),
        ("In/IN/prep/3 lamp/NN/compound/2 sales/NNS/pobj/0 lies/VBZ/ROOT/3 growth/NN/dobj/3", "", ""),
        ("On/IN/prep/3 Monday/NNP/compound/2 night/NN/pobj/0 came/VBD/ROOT/3 rain/NN/dobj/3", "", ""),
        ("as/IN/mark/4 the/DT/det/3 maker/NN/compound/3 Acme/NNP/nsubj/4 grew/VBD/advcl/5 won/VBD/ROOT/5", "", ""),
        ("For/IN/ROOT/0 a/DT/det/2 lamp/NN/pobj/0 sold/VBN/acl/2 abroad/RB/advmod/3 ././punct/0", "", ""),
    ],
)
def test_the_opening_phrase_ends_before_the_doer(text: str, ents: str, changes: str) -> None:
    assert _mended(text, ents) == changes


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        # A past tense that looks like a participle has an object.
        (
            "Lamps/NNS/ROOT/0 ,/,/punct/0 the/DT/det/3 core/NN/appos/0 ,/,/punct/0 brought/VBN/acl/0 in/RP/prt/5"
            " much/NN/dobj/5 ././punct/0",
            "Lamps/NNS/nsubj>brought brought/VBD/ROOT>brought ././punct>brought",
        ),
        (
            "In/IN/prep/3 May/NNP/pobj/0 a/DT/det/3 lamp/NN/ROOT/3 caught/VBN/acl/3 fire/NN/dobj/4 ././punct/3",
            "In/IN/prep>caught lamp/NN/nsubj>caught caught/VBD/ROOT>caught ././punct>caught",
        ),
        ("Acme/NNP/nsubj/1 signed/VBN/ROOT/1 a/DT/det/3 deal/NN/dobj/1 ././punct/1", "signed/VBD/ROOT>signed"),
        ("A/DT/det/1 lamp/NN/ROOT/1 built/VBN/acl/1 in/IN/prep/2 Norton/NNP/pobj/3 ././punct/1", ""),
        (
            "A/DT/det/1 lamp/NN/ROOT/1 given/VBN/acl/1 five/CD/nummod/4 stars/NNS/dobj/2 by/IN/prep/2 Doe/NNP/pobj/5"
            " ././punct/1",
            "",
        ),
        ("Lamps/NNS/ROOT/0 sold/VBN/acl/0 :/:/punct/1 5,000/CD/dobj/1 ././punct/0", ""),
        # It does not describe its object.
        (
            "Acme/NNP/npadvmod/1 expected/VBD/amod/2 sales/NNS/ROOT/2 of/IN/prep/2 lamps/NNS/pobj/3 ././punct/2",
            "Acme/NNP/nsubj>expected expected/VBD/ROOT>expected sales/NNS/dobj>expected ././punct>expected",
        ),
        (
            "On/IN/ROOT/0 May/NNP/nmod/5 1/CD/nummod/1 Acme/NNP/nsubj/4 ended/VBN/amod/5 sales/NNS/pobj/0 ././punct/0",
            "On/IN/prep>ended May/NNP/pobj>On ended/VBD/ROOT>ended sales/NNS/dobj>ended",
        ),
        ("The/DT/det/3 market/NN/npadvmod/2 led/VBN/amod/3 sales/NNS/nsubj/4 fell/VBD/ROOT/4 ././punct/4", ""),
        # A verb that looks like a noun has a subject, or an object right behind it.
        (
            "The/DT/det/2 notice/NN/compound/2 names/NNS/ROOT/2 two/CD/nummod/4 makers/NNS/appos/2 ././punct/2",
            "The/DT/det>notice notice/NN/nsubj>names names/VBZ/ROOT>names makers/NNS/dobj>names",
        ),
        (
            "The/DT/det/3 research/NN/compound/3 firm/NN/compound/3 guesses/NNS/ROOT/3 ././punct/3",
            "",
        ),
        (
            "Sales/NNS/nsubj/1 fell/VBD/ccomp/5 ,/,/punct/5 the/DT/det/5 firm/NN/compound/5 estimates/NNS/ROOT/5"
            " ././punct/5",
            "the/DT/det>firm firm/NN/nsubj>estimates estimates/VBZ/ROOT>estimates",
        ),
        ("Firms/NNS/nsubj/1 face/NN/ROOT/1 20/CD/nummod/1 ././punct/1", "face/VBP/ROOT>face 20/CD/dobj>face"),
        ("Lamp/NN/compound/1 sales/NNS/ROOT/1 in/IN/prep/1 May/NNP/pobj/2 ././punct/1", ""),
    ],
)
def test_a_sentence_has_a_verb(text: str, changes: str) -> None:
    assert _mended(text) == changes


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        # A name between a preposition and a base form is what the preposition leads to.
        (
            "All/DT/det/1 trims/NNS/nsubj/5 of/IN/prep/1 the/DT/det/5 Zed/NNP/compound/5 use/VB/ROOT/5 "
            "a/DT/det/7 hook/NN/dobj/5 ././punct/5",
            "the/DT/det>Zed Zed/NNP/pobj>of",
        ),
        (
            "Both/DT/det/1 lamps/NNS/ROOT/1 of/IN/prep/1 the/DT/det/5 Zed/NNP/compound/5 share/NN/pobj/2 "
            "a/DT/det/7 hook/NN/appos/1 ././punct/1",
            "lamps/NNS/nsubj>share the/DT/det>Zed Zed/NNP/pobj>of share/VBP/ROOT>share hook/NN/dobj>share "
            "././punct>share",
        ),
        # Of a list of names before a noun the noun is said of all.
        (
            "under/IN/prep/0 the/DT/det/2 Acme/NNP/pobj/0 ,/,/punct/2 Norton/NNP/conj/2 and/CC/cc/4 "
            "Zed/NNP/compound/7 brands/NNS/conj/4 ././punct/0",
            "the/DT/det>brands Acme/NNP/nmod>brands Zed/NNP/conj>Norton brands/NNS/pobj>under",
        ),
        # Without an article the last may be a thing of its own.
        (
            "for/IN/ROOT/0 Acme/NNP/pobj/0 and/CC/cc/1 Zed/NNP/compound/4 brands/NNS/conj/1 ././punct/0",
            "",
        ),
        # A passive is one, whatever the model takes its verb for.
        (
            "Acme/NNP/nsubjpass/2 was/VBD/auxpass/2 outsold/JJ/ROOT/2 by/IN/agent/2 Norton/NNP/pobj/3 ././punct/2",
            "outsold/VBN/ROOT>outsold",
        ),
        # A date is no part of the name behind it, whatever the comma behind that explains.
        (
            "On/IN/prep/11 1/CD/nummod/4 May/NNP/compound/4 Acme/NNP/compound/4 Lamps/NNP/pobj/0 ,/,/punct/11 "
            "the/DT/det/7 maker/NN/nsubj/11 of/IN/prep/7 hooks/NNS/pobj/8 ,/,/punct/7 sold/VBD/ROOT/11 it/PRP/dobj/11 "
            "././punct/11",
            "1/CD/nummod>May May/NNP/pobj>On Lamps/NNP/nsubj>sold maker/NN/appos>Lamps",
        ),
    ],
)
def test_names_are_no_part_of_what_stands_beside_them(text: str, changes: str) -> None:
    assert _mended(text) == changes
