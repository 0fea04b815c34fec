"""`kg review`: one decision after the other, each kept at once, and none lost wherever the process dies."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from builder import THINGS, append, build, edit, run_kg
from filelock import FileLock
from proposing import (
    HIGH,
    HIGH_CLAIMS,
    HIGH_ID,
    HIGH_JUDGEMENTS,
    HIGH_PROPOSALS,
    HIGH_TEXT,
    corpus_of,
    report,
    was_read,
)

from kg import publish
from kg.cli.tables import printable

#: Enter, Enter, Enter: as a thing of its own, of the class proposed, in the file proposed.
YES = "\n\n\n"


def _review(folder: Path, keys: str, *arguments: str) -> tuple[str, str]:
    done = run_kg("review", *arguments, "--project", str(folder), given=keys.encode())
    assert done.code == 0, done.err
    return done.out, done.err


def _text(folder: Path, name: str) -> str:
    path = folder / name
    return path.read_text("utf-8") if path.exists() else ""


def _ids(folder: Path) -> dict[str, str]:
    """Quote and property of what waits -> claim id."""
    _, corpus = corpus_of(folder)
    return {f"{one.span.text} {one.property}": one.id for one in corpus.proposals.claims}


def _left(folder: Path) -> list[str]:
    return [claim.span.text for claim in corpus_of(folder)[1].proposals.claims]


# --- walking ---------------------------------------------------------------------------------------------------------


def test_a_proposal_is_shown_in_its_paragraph_with_what_stands(high: Path) -> None:
    out, err = _review(high, "s\ns\ns\ns\n", HIGH_ID, "--order", "text")
    assert out.splitlines()[1:3] == [
        f"1 of 4  {HIGH_ID} ¶1  0.93 sure",
        "[[Cora Lind designed the High Bridge]]. Its main span measures 93 metres. Cora Lind designed the Low Bridge.",
    ]
    assert "  High Bridge — designed by — Cora Lind\n  why: designedBy: a, b & c\n" in out
    assert "  new name: cora-lind: Cora Lind\n" in out
    assert "High Bridge — main span — 93 metres" in out
    stands = "  stands: Aren Bridge — designed by — Otto Finn  (said by Tom Hale; denied)  [1874-07-bridge-opens]\n"
    assert stands in out
    assert err.endswith("4 skipped; 4 left\n")
    assert not (high / HIGH_CLAIMS).exists()
    assert not (high / HIGH_JUDGEMENTS).exists()


def test_the_surest_come_first(high: Path) -> None:
    out, _ = _review(high, "s\n" * 4)
    assert [line.split()[-2] for line in out.splitlines() if line.endswith(" sure")] == ["0.93", "0.93", "0.93", "0.8"]
    assert _review(high, "q\n", "--order", "text")[0].count(" sure") == 1


def test_an_accepted_claim_moves_with_its_newcomers(high: Path) -> None:
    things = _text(high, THINGS)
    _, err = _review(high, f"a\n{YES}{YES}s\ns\ns\n", HIGH_ID, "--order", "text")
    assert err.endswith("1 accepted, 2 registered, 3 skipped; 3 left\n")
    assert _text(high, HIGH_CLAIMS) == (
        "- quote: Cora Lind designed the High Bridge\n"
        "  subject: high-bridge\n"
        "  property: designedBy\n"
        "  object: cora-lind\n"
    )
    entries = "high-bridge:\n  type: Bridge\n  label: High Bridge\ncora-lind:\n  type: Person\n  label: Cora Lind\n"
    assert _text(high, THINGS) == things + entries
    assert "High Bridge\n  subject" not in _text(high, HIGH_PROPOSALS)
    build(high)
    found = report(high)
    assert found["claims by status"] == {"reviewed": 16, "proposed": 3}
    assert found["proposals"]["entities"] == {}
    out = run_kg("query", "-e", "SELECT ?o { ent:high-bridge :designedBy ?o }", "--project", str(high)).out
    assert out.split() == ["o", "https://example.org/bridges/entity/cora-lind"]
    assert run_kg("verify", "--project", str(high)).code == 0


def test_what_stands_in_the_files_is_not_touched(high: Path) -> None:
    before = (
        "# my own words\n-   quote: Lind designed the High   # here\n    subject: low-bridge\n"
        "    property: describedAs\n    words: Lind designed"
    )
    (high / HIGH_CLAIMS).write_text(before, "utf-8")
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    proposals = _text(high, HIGH_PROPOSALS)
    noted = proposals.replace("claims:\n", "claims:  # as found\n# a note\n")
    (high / HIGH_PROPOSALS).write_text(noted, "utf-8")
    _review(high, "s\ns\na\n" + YES + "q\n", HIGH_ID, "--order", "text")
    after = _text(high, HIGH_CLAIMS)
    assert after.startswith(before + "\n- quote: Cora Lind designed the Low Bridge\n")
    assert len(_text(high, HIGH_PROPOSALS)) < len(noted)
    assert "claims:  # as found\n# a note\n- quote: Cora Lind designed the High Bridge\n" in _text(high, HIGH_PROPOSALS)
    build(high)
    assert report(high)["claims by status"] == {"reviewed": 17, "proposed": 3}


def test_claims_are_appended_as_deep_as_the_others(high: Path) -> None:
    text = "  - quote: designed the Low Bridge\n    subject: low-bridge\n    property: describedAs\n    words: Low\n"
    (high / HIGH_CLAIMS).write_text(text, "utf-8")
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    _review(high, "s\ns\ns\na\n", HIGH_ID, "--order", "text")
    assert "\n  - quote: Ada Brook denied that he designed the Aren Bridge\n    subject: aren-bridge\n" in _text(
        high, HIGH_CLAIMS
    )


def test_a_rejected_claim_is_remembered_and_not_proposed_again(high: Path, fake: Path) -> None:
    _, err = _review(high, "s\nr\nthe wrong: #bridge\nq\n", HIGH_ID, "--order", "text")
    assert err.endswith("1 rejected, 1 skipped; 3 left\n")
    text = _text(high, HIGH_JUDGEMENTS)
    assert "  quote: main span measures 93 metres\n" in text
    assert '  says: "high-bridge | mainSpan | 93..93 exact metre"\n' in text
    assert '  verdict: rejected\n  reason: "the wrong: #bridge"\n' in text
    assert "93 metre" not in _text(high, HIGH_PROPOSALS)
    # Not by a later extraction of the same text, nor of a text in which the words stand elsewhere.
    for change in (("title", "title"), ("Cora Lind designed the High", "Lately Cora Lind designed the High")):
        (high / HIGH).write_text(HIGH_TEXT.replace(*change), "utf-8")
        assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
        assert "93 metre" not in _text(high, HIGH_PROPOSALS)
        build(high)
        assert "main span measures 93 metres" not in _left(high)
        assert len(_left(high)) == 3
    # What reads otherwise is another proposal.
    (high / HIGH).write_text(HIGH_TEXT.replace("93", "94"), "utf-8")
    build(high)
    assert "main span measures 94 metres" in _left(high)


def test_an_accepted_claim_is_not_proposed_again(high: Path) -> None:
    _review(high, f"a\n{YES}{YES}q\n", HIGH_ID, "--order", "text")
    (high / HIGH).write_text(
        HIGH_TEXT.replace("Cora Lind designed the High", "Lately Cora Lind designed the High"), "utf-8"
    )
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    build(high)
    assert len(_left(high)) == 3
    assert "Cora Lind designed the High Bridge" not in _left(high)


def test_back_leads_to_what_was_skipped(high: Path) -> None:
    out, err = _review(high, "s\ns\nb\nr\n\nq\n", HIGH_ID, "--order", "text")
    assert [line.split(" of ")[0] for line in out.splitlines() if " of 4 " in line] == ["1", "2", "3", "2", "3"]
    assert "1 rejected" in err
    assert "reason" not in _text(high, HIGH_JUDGEMENTS)
    out, _ = _review(high, "b\nq\n", HIGH_ID, "--order", "text")
    assert out.count("1 of 3") == 2


def test_the_end_of_the_keys_is_the_end_of_the_walk(high: Path) -> None:
    for keys in ("", "s\n", "r\n", "a\n", "a\n\n", "x\n", "\xff\n"):
        _review(high, keys, HIGH_ID, "--order", "text")
    assert len(_left(high)) == 4
    assert not (high / HIGH_JUDGEMENTS).exists()


def test_a_newcomer_may_be_refused_or_be_something_that_is_known(high: Path) -> None:
    things = _text(high, THINGS)
    _, err = _review(high, "s\ns\na\nn\na\nnobody\na\nada-brook\nq\n", HIGH_ID, "--order", "text")
    assert "kg: 'nobody' is not registered; take an id of data/entities/" in err
    assert "object: ada-brook\n" in _text(high, HIGH_CLAIMS)
    assert "verdict: edited\n" in _text(high, HIGH_JUDGEMENTS)
    assert _text(high, THINGS) == things
    assert len(_left(high)) == 3
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    assert "the Low Bridge" not in _text(high, HIGH_PROPOSALS)


def test_a_newcomer_takes_class_and_file_of_ones_own(high: Path) -> None:
    _, err = _review(
        high, "s\ns\na\n\nPersn\n\na\n\nPerson\n../x.yaml\na\n\nPerson\npeople.yaml\nq\n", HIGH_ID, "--order", "text"
    )
    assert "kg: unknown class 'Persn'; did you mean Person?" in err
    assert "kg: '../x.yaml' is no name of a file of entities; write one such as things.yaml" in err
    assert _text(high, "data/entities/people.yaml") == "cora-lind:\n  type: Person\n  label: Cora Lind\n"
    build(high)


def test_a_newcomer_of_another_class_may_not_hold(high: Path) -> None:
    _, err = _review(high, "s\ns\na\n\nOrganisation\n\nq\n", HIGH_ID, "--order", "text")
    assert "cora-lind is a Organisation, but designedBy wants a Person as its object" in err
    assert not (high / HIGH_CLAIMS).exists()
    build(high)


def test_a_newcomer_with_a_name_that_is_taken_is_set_apart(high: Path) -> None:
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    edit(high, HIGH_PROPOSALS, "    label: Cora Lind\n", "    label: Cora Lind\n    aliases: [Ada Brook, CL]\n")
    _review(high, "s\ns\na\n" + YES + "q\n", HIGH_ID, "--order", "text")
    assert "  aliases: [Ada Brook, CL]\n  differentFrom: [ada-brook]\n" in _text(high, THINGS)
    build(high)


def test_a_name_in_han_signs_has_its_own_slot(high: Path) -> None:
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    edit(high, HIGH_PROPOSALS, "    label: Cora Lind\n", "    label: 柯拉\n    aliases: [Cora Lind, 柯拉·林德]\n")
    build(high)
    _review(high, "s\ns\na\n" + YES + "q\n", HIGH_ID, "--order", "text")
    assert "  label: Cora Lind\n  zh: 柯拉\n  aliases: [柯拉·林德]\n" in _text(high, THINGS).replace('"', "")
    build(high)


def test_files_may_stand_in_folders(high: Path) -> None:
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    for kind in ("proposals", "claims", "judgements"):
        (high / "data" / kind / "old").mkdir(parents=True, exist_ok=True)
    moved = high / f"data/proposals/old/{HIGH_ID}.yaml"
    (high / HIGH_PROPOSALS).rename(moved)
    text = "- quote: designed the Low Bridge\n  subject: low-bridge\n  property: describedAs\n  words: Low\n"
    (high / f"data/claims/old/{HIGH_ID}.yaml").write_text(text, "utf-8")
    _review(high, "s\nr\n\ns\na\n", HIGH_ID, "--order", "text")
    assert not (high / HIGH_CLAIMS).exists()
    assert not (high / HIGH_PROPOSALS).exists()
    assert (high / f"data/claims/old/{HIGH_ID}.yaml").read_text("utf-8").count("- quote") == 2
    assert moved.read_text("utf-8").count("- quote") == 2
    build(high)
    shutil.copy(moved, high / HIGH_PROPOSALS)
    done = run_kg("build", "--project", str(high))
    assert done.code == 1
    assert f"a second file of proposals for '{HIGH_ID}', first is {HIGH_PROPOSALS}" in done.err


# --- editing ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets an editor that runs Python code on `text`, the claim."""

    def setting(code: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text('utf-8')\n"
            f"{code}\npath.write_text(text, 'utf-8')\n",
            "utf-8",
        )
        monkeypatch.setenv("VISUAL", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")

    return setting


def test_an_edited_claim_is_proved_and_the_first_reading_remembered(high: Path, editor: Callable[[str], None]) -> None:
    editor("text = text.replace('subject: high-bridge', 'subject: low-bridge\\n  when: 1878')")
    _, err = _review(high, "s\ne\nq\n", HIGH_ID, "--order", "text")
    assert err.endswith("1 accepted, 1 skipped; 3 left\n")
    assert _text(high, HIGH_CLAIMS) == (
        "- quote: main span measures 93 metres\n"
        "  subject: low-bridge\n"
        "  property: mainSpan\n"
        "  value: 93 metre\n"
        "  when: 1878\n"
    )
    assert "verdict: edited" in _text(high, HIGH_JUDGEMENTS)
    build(high)
    assert len(_left(high)) == 3


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("text = text.replace('93 metre\\n', '94 metre\\n')", "the edited claim:4:10: the number is not in the quote"),
        (
            "text = text.replace('mainSpan', 'mainSpam')",
            "unknown relation or metric 'mainSpam'; did you mean mainSpan?",
        ),
        ("text = 'nothing: [\\n'", "the edited claim:2:1: not YAML"),
        ("text = text + text", "it must stay one item of a list"),
        ("text = ''", "it must stay one item of a list"),
        ("text = text.replace('high-bridge', 'no-bridge')", "unknown entity 'no-bridge'"),
        ("text = text.replace('93 metre\\n', '93 metre\\n  condition: {claim: x}\\n')", "no claim has the key 'x'"),
        ("sys.exit(3)", "the editor failed"),
    ],
)
def test_an_edit_that_does_not_hold_is_said_and_may_be_mended(
    high: Path, editor: Callable[[str], None], code: str, said: str
) -> None:
    append(high, THINGS, "high-bridge:\n  type: Bridge\n  label: High Bridge\n")
    editor(code)
    _, err = _review(high, "s\ne\ne\nx\nq\n", HIGH_ID, "--order", "text")
    assert said in err
    assert "Traceback" not in err
    assert not (high / HIGH_CLAIMS).exists()
    assert len(_left(high)) == 4


def test_what_the_checks_refuse_cannot_be_accepted(high: Path, editor: Callable[[str], None]) -> None:
    editor(
        "text = '- quote: Brook & Sons cast 1,500 tonnes\\n  subject: brook-and-sons\\n  property: output\\n"
        "  value: 1500 tonne\\n'"
    )
    _, err = _review(high, "e\nx\nq\n", HIGH_ID, "--order", "text")
    assert "the claim is against count-without-counting; edit or reject it" in err
    assert not (high / HIGH_CLAIMS).exists()


def test_an_edit_without_a_change_decides_nothing(high: Path, editor: Callable[[str], None]) -> None:
    editor("sys.exit(0)")
    _, err = _review(high, "e\nq\n", HIGH_ID, "--order", "text")
    assert "nothing was changed" in err
    assert len(_left(high)) == 4


# --- claims that hang on others --------------------------------------------------------------------------------------


def _hang(high: Path) -> None:
    """The span of the bridge hangs on its design."""
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    edit(
        high,
        HIGH_PROPOSALS,
        "  subject: high-bridge\n  property: designedBy\n",
        "  key: d\n  subject: high-bridge\n  property: designedBy\n",
    )
    edit(
        high,
        HIGH_PROPOSALS,
        "  value: 93 metre\n",
        "  value: 93 metre\n  modality: conditional\n  condition: {claim: d}\n",
    )


def test_what_a_claim_hangs_on_is_accepted_first(high: Path) -> None:
    _hang(high)
    keys = f"s\na\n{YES}s\ns\nq\n"
    _, err = _review(high, keys, HIGH_ID, "--order", "text")
    assert "no claim has the key 'd'" in err
    assert not (high / HIGH_CLAIMS).exists()
    _review(high, f"a\n{YES}a\nq\n", HIGH_ID, "--order", "text")
    assert _text(high, HIGH_CLAIMS).count("- quote") == 2
    build(high)


def test_what_hangs_on_a_rejected_claim_is_not_proposed(high: Path) -> None:
    _hang(high)
    build(high)
    assert len(_left(high)) == 4
    _review(high, "r\nno\nq\n", HIGH_ID, "--order", "text")
    build(high)
    assert "main span measures 93 metres" not in _left(high)
    assert report(high)["proposals"]["dropped by article"][HIGH_ID]["what it hangs on is not proposed"] == 1


# --- in a text editor ------------------------------------------------------------------------------------------------


def _marked(high: Path, target: Path, *changes: tuple[str, str]) -> str:
    done = run_kg("review", "--to-file", str(target), "--order", "text", "--project", str(high))
    assert (done.code, done.out) == (0, "")
    text = target.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    target.write_text(text, "utf-8")
    return text


def test_decisions_are_marked_in_a_text(high: Path, tmp_path: Path) -> None:
    target = tmp_path / "marked.txt"
    ids = _ids(build(high).root)
    design, span = ids["Cora Lind designed the High Bridge designedBy"], ids["main span measures 93 metres mainSpan"]
    low = ids["Cora Lind designed the Low Bridge designedBy"]
    text = _marked(
        high,
        target,
        (f"skip {design}", f"accept {design}"),
        (f"skip {span}", f"  reject {span}   too long: #1  "),
        (f"skip {low}", f"#skip {low}"),
        ("register cora-lind as Person in things.yaml", "register cora-lind as Person in people.yaml"),
    )
    assert run_kg("review", "--to-file", "-", "--order", "text", "--project", str(high)).out.count("\nskip ") == 4
    assert "#   [[Cora Lind designed the High Bridge]]. Its main span" in text
    assert "#   0.93, designedBy: a, b & c\n" in text
    done = run_kg("review", "--from-file", str(target), "--project", str(high))
    assert (done.code, done.err) == (0, "1 accepted, 1 rejected, 1 skipped, 0 decided before\n")
    assert "reason: " in _text(high, HIGH_JUDGEMENTS)
    assert "too long" in _text(high, HIGH_JUDGEMENTS)
    assert "cora-lind" in _text(high, "data/entities/people.yaml")
    build(high)
    assert report(high)["claims by status"] == {"reviewed": 16, "proposed": 2}
    again = run_kg("review", "--from-file", "-", "--project", str(high), given=target.read_bytes())
    assert (again.code, again.err) == (0, "0 accepted, 0 rejected, 1 skipped, 2 decided before\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("accept", "m.txt:1:1: 'accept' is no decision; write accept ID, reject ID reason"),
        ("maybe 0123456789abcdef", "'maybe 0123456789abcdef' is no decision"),
        ("accept 0123456789abcdef", "m.txt:1:1: no proposal has the id 0123456789abcdef; take the ids from"),
        ("skip 0123456789abcdef\nskip 0123456789abcdef", "m.txt:2:1: a second decision on 0123456789abcdef"),
        ("accept \x1b[31m", "'accept \ufffd[31m' is no decision"),
        ("", "m.txt: the file is empty"),
    ],
)
def test_a_text_that_cannot_be_read_decides_nothing(high: Path, tmp_path: Path, line: str, said: str) -> None:
    target = tmp_path / "m.txt"
    target.write_text(line, "utf-8")
    done = run_kg("review", "--from-file", str(target), "--project", str(high))
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert not (high / HIGH_JUDGEMENTS).exists()


def test_an_accept_without_its_register_line_stops_there(high: Path, tmp_path: Path) -> None:
    target = tmp_path / "marked.txt"
    ids = _ids(build(high).root)
    design = ids["Cora Lind designed the High Bridge designedBy"]
    _marked(high, target, (f"skip {design}", f"accept {design}"), ("register cora-lind as Person in things.yaml\n", ""))
    done = run_kg("review", "--from-file", str(target), "--project", str(high))
    assert done.code == 1
    assert "cora-lind is new and has no register line; write: register cora-lind as CLASS in FILE" in done.err
    assert not (high / HIGH_CLAIMS).exists()


@pytest.mark.parametrize("name", ["no/such.txt", "."])
def test_a_file_that_cannot_be_opened_is_one_line(high: Path, name: str) -> None:
    for option in ("--from-file", "--to-file"):
        done = run_kg("review", option, name, "--project", str(high))
        assert (done.code, done.err.count("\n")) == (1, 1)
    assert run_kg("review", "--to-file", "a", "--from-file", "b", "--project", str(high)).code == 2


# --- nothing is lost -------------------------------------------------------------------------------------------------

_DATA = (THINGS, HIGH_CLAIMS, HIGH_JUDGEMENTS, HIGH_PROPOSALS)


def _in_a_child(work: Callable[[], None]) -> int:
    """Run something in a forked process; how it ended."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def _dies_at(call: int, *, before: bool) -> Callable[[Path, bytes], None]:
    """`publish.replace_file`, but the process is killed before or after so many files have been put in place."""
    real, calls = publish.replace_file, 0

    def replace_file(path: Path, content: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == call and before:
            path.with_name(f".{path.name}.1.new").write_bytes(content[: len(content) // 2])  # as it would lie there
            os.kill(os.getpid(), signal.SIGKILL)
        real(path, content)
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)

    return replace_file


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked and killed")
def test_a_review_that_is_killed_anywhere_can_be_taken_up(high: Path, tmp_path: Path) -> None:
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    ids = _ids(high)
    design, span, low, denial = ids.values()
    target = tmp_path / "marked.txt"
    _marked(
        high,
        target,
        (f"skip {design}", f"accept {design}"),
        (f"skip {span}", f"reject {span} because"),
        (f"skip {low}", f"accept {low}"),
    )
    command = ("review", "--from-file", str(target), "--project")
    whole = shutil.copytree(high, tmp_path / "whole")
    assert run_kg(*command, str(whole)).code == 0
    wanted = {name: _text(whole, name) for name in _DATA}
    files = 2 + 2 + 2 + 2  # two newcomers, a claim out of the proposals; a judgement out of them; a claim out of them
    for call in range(1, files + 1):
        for before in (True, False):
            folder = shutil.copytree(high, tmp_path / f"{call}-{before}")

            def dying(folder: Path = folder, call: int = call, before: bool = before) -> None:
                with mock.patch.object(publish, "replace_file", _dies_at(call, before=before)):
                    run_kg(*command, str(folder))

            assert os.WIFSIGNALED(_in_a_child(dying)), (call, before)
            state = {name: _text(folder, name) for name in _DATA}
            assert run_kg("build", "--force", "--project", str(folder)).code == 0, (call, before)
            found = report(folder)["claims by status"]
            judged = state[HIGH_JUDGEMENTS].count("verdict:")
            accepted = state[HIGH_CLAIMS].count("- quote")
            assert found["reviewed"] == 15 + accepted
            assert found["proposed"] == 4 - accepted - judged, "each claim is in exactly one place"
            assert run_kg(*command, str(folder)).code == 0, (call, before)
            assert {name: _text(folder, name) for name in _DATA} == wanted, (call, before)
    assert denial in target.read_text("utf-8")


def test_only_one_review_at_a_time(high: Path) -> None:
    (high / ".cache").mkdir(exist_ok=True)
    with FileLock(high / ".cache/review.lock"):
        done = run_kg("review", "--project", str(high))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert ".cache/review.lock: another review is open" in done.err


def test_a_folder_that_cannot_be_written_is_one_line(high: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish, "replace_file", full)
    _, err = _review(high, "s\nr\nno\nq\n", HIGH_ID, "--order", "text")
    assert f"kg: {HIGH_JUDGEMENTS}: cannot be written (No space left on device); check the folder" in err


# --- what a review works on ------------------------------------------------------------------------------------------


def test_what_a_build_would_read_is_put_into_files_first(high: Path, fake: Path) -> None:
    build(high)
    was_read(fake)
    _review(high, "q\n")
    assert was_read(fake) == [], "the cache has it"
    assert (high / HIGH_PROPOSALS).exists()
    (high / HIGH).write_text(HIGH_TEXT.replace("93", "94"), "utf-8")
    out, _ = _review(high, "s\nq\n", HIGH_ID, "--order", "text")
    assert was_read(fake) == [HIGH_ID]
    assert "94 metres" in out


def test_nothing_to_review_is_said(high: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_MODEL", "")
    done = run_kg("review", "--project", str(high))
    assert done.code == 0
    assert done.err.endswith("nothing to review\n")
    assert f"left out: {HIGH}:1:1: the article has no claims yet" in done.err
    done = run_kg("review", "1878-hihg-bridge", "--project", str(high))
    assert done.code == 1
    assert f"no article '1878-hihg-bridge'; did you mean {HIGH_ID}" in done.err


def test_hostile_text_reaches_no_terminal(high: Path, tmp_path: Path) -> None:
    hostile = HIGH_TEXT.replace("Cora Lind designed", "\x1b[2J\x9b31m\u202eCora Lind designed")
    (high / HIGH).write_text(hostile, "utf-8")
    assert run_kg("extract", HIGH_ID, "--save", "--project", str(high)).code == 0
    edit(high, HIGH_PROPOSALS, '  reason: "mainSpan: a, b & c"\n', '  reason: "\\e[31m\\x9b"\n')
    edit(high, HIGH_PROPOSALS, "    label: Cora Lind\n", '    label: "Cora\\e]0;x\\a Lind"\n')
    out, err = _review(high, f"s\nr\n\x1b[31m\na\n{YES}q\n", HIGH_ID, "--order", "text")
    marked = run_kg("review", "--to-file", "-", "--project", str(high)).out
    shown = run_kg("show", "low-bridge", "--project", str(high)).out
    for text in (out, err, marked, shown):
        assert text == printable(text)
    assert "\ufffd[2J" in out
    assert "\x1b" not in _text(high, HIGH_JUDGEMENTS)
    build(high)
