"""Takes the proposals on a desk and the keys of a person; gives decisions; touches what these touch, and the terminal.

On a terminal one key is a decision; from a pipe each key is a line, so that a walk can be scripted. The end of the
input is the same as quitting.
"""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from kg import review
from kg.cli.options import say
from kg.cli.tables import printable
from kg.errors import KgError
from kg.model import Claim, Newcomer

if TYPE_CHECKING:
    from rich.console import Console

_KEYS = "aersbq"
_ASK = "[a]ccept  [e]dit  [r]eject  [s]kip  [b]ack  [q]uit ? "


class _Quit(Exception):
    """The person has left, or the input has ended."""


@dataclass
class _Walk:
    desk: review.Desk
    console: Console
    counts: Counter[str] = field(default_factory=Counter)

    def items(self) -> None:
        """One proposal after the other; a decided one is not shown again."""
        queue = list(self.desk.items)
        at = 0
        while at < len(queue):
            if queue[at] not in self.desk.items:
                at += 1
                continue
            self.show(queue[at], at + 1, len(queue))
            key = self.decide(queue[at])
            at = self.before(queue, at) if key == "b" else at + 1

    def before(self, queue: list[review.Item], at: int) -> int:
        """The nearest undecided proposal before this one, or this one where there is none."""
        return next((one for one in range(at - 1, -1, -1) if queue[one] in self.desk.items), at)

    def decide(self, item: review.Item) -> str:
        """Ask until there is a decision; its key. What fails is said, and asked again."""
        while True:
            key = _key(_ASK)
            try:
                if key == "a":
                    if self.accept(item, None):
                        return key
                elif key == "e":
                    if self.edit(item):
                        return key
                elif key == "r":
                    review.reject(self.desk, item, _line("why? ") or None)
                    self.counts["rejected"] += 1
                    return key
                elif key in "sb":
                    self.counts["skipped"] += key == "s"
                    return key
                elif key == "q":
                    raise _Quit
            except KgError as error:
                say(f"kg: {error}")
            if key not in _KEYS:
                say(f"{key!r} is no key: a, e, r, s, b or q")

    def accept(self, item: review.Item, claim: Claim | None) -> bool:
        """Accept a proposal, with the newcomers that it needs; false where one of them was not accepted."""
        for newcomer in self.desk.missing(item):
            if claim is None or newcomer.id in _names(claim):
                same = self.meet(newcomer)
                if same is None:
                    return False
                if same != newcomer.id:
                    claim = _renamed(claim or item.claim, newcomer.id, same)
        review.accept(self.desk, item, claim)
        self.counts["accepted"] += 1
        return True

    def meet(self, newcomer: Newcomer) -> str | None:
        """Ask what a new name is: the id under which it is registered now or was before, None where it is nothing."""
        registry, classes = self.desk.registry, self.desk.schema.classes
        self.line(f"new name: {', '.join(newcomer.names)}  ({classes[newcomer.type].label})", "bold yellow")
        for near in newcomer.near:
            if near in registry.entities:
                self.line(f"  near: {near}  {', '.join(registry.entities[near].names)}")
        answer = _line(f"register {newcomer.id} as a thing of its own? Enter: yes, n: no, or the id of what it is: ")
        if answer == "n":
            return None
        if answer not in ("", "y"):
            if answer not in registry.entities:
                raise KgError(f"{answer!r} is not registered; take an id of data/entities/")
            return answer
        kind = _line(f"class [{newcomer.type}]: ") or newcomer.type
        default = review.home_of(self.desk, kind) if kind in classes else ""
        review.register(self.desk, newcomer, kind, _line(f"file [{default}]: ") or default)
        self.counts["registered"] += 1
        return newcomer.id

    def edit(self, item: review.Item) -> bool:
        """Open the editor on the claim until it holds or is given up; whether it was accepted."""
        from kg.extract.written import write_claim

        article = self.desk.articles[item.claim.article]
        text = write_claim(item.claim, article.body, proposed=True)
        while True:
            try:
                edited = click.edit(text, extension=".yaml")
            except click.ClickException as error:
                raise KgError(f"the editor failed ({error.message}); set EDITOR to one that works") from None
            if edited is None:
                say("nothing was changed")
                return False
            try:
                return self.accept(item, review.parse_edited(self.desk, item, edited))
            except KgError as error:
                say(f"kg: {error}")
                text = edited
                if _key("[e]dit again, or any other key to leave it ") != "e":
                    return False

    def show(self, item: review.Item, number: int, count: int) -> None:
        """The proposal in its paragraph, in words, and beside what is there already."""
        from rich.text import Text

        claim, schema, known = item.claim, self.desk.schema, self.desk.known(item)
        passage = review.passage_of(self.desk.articles[claim.article], claim)
        sure = "" if claim.confidence is None else f"  {claim.confidence:f} sure"
        self.line("")
        self.line(f"{number} of {count}  {claim.article} ¶{passage.number}{sure}", "bold")
        text = Text(printable(passage.before))
        text.append(printable(passage.quote), "bold reverse")
        text.append(printable(passage.after))
        # Marks stand where colours do not: in a pipe and on a plain terminal.
        if not self.console.is_terminal:
            text = Text(printable(f"{passage.before}[[{passage.quote}]]{passage.after}"))
        self.console.print(text, overflow="fold")
        self.line(f"  {review.say(claim, schema, known)}", "cyan")
        if claim.reason:
            self.line(f"  why: {claim.reason}", "dim")
        for newcomer in self.desk.missing(item):
            self.line(f"  new name: {newcomer.id}: {', '.join(newcomer.names)}", "yellow")
        standing, near = review.context(self.desk, item)
        for title, claims in (("stands", standing), ("also proposed", near)):
            for one in claims:
                self.line(f"  {title}: {review.say(one, schema, known)}  [{one.article}]", "dim")

    def line(self, text: str, style: str = "") -> None:
        from rich.text import Text

        self.console.print(Text(printable(text), style=style), overflow="fold")


def walk(desk: review.Desk) -> None:
    """Show the proposals one after the other and carry out what is decided."""
    from rich.console import Console

    if not desk.items:
        say("nothing to review")
        return
    if reconfigure := getattr(sys.stdin, "reconfigure", None):
        reconfigure(encoding="utf-8", errors="replace")
    walking = _Walk(desk, Console(width=None if sys.stdout.isatty() else 120, highlight=False))
    with suppress(_Quit):
        walking.items()
    done = ", ".join(f"{count} {kind}" for kind, count in sorted(walking.counts.items()) if count)
    say(f"{done or 'nothing decided'}; {len(desk.items)} left")


def _names(claim: Claim) -> set[str]:
    from kg.proposals import names_in

    return set(names_in(claim))


def _renamed(claim: Claim, old: str, new: str) -> Claim:
    """The claim with another entity in all its slots."""

    def swap(name: str) -> str:
        return new if name == old else name

    return replace(
        claim,
        subject=swap(claim.subject),
        object=swap(claim.object) if claim.object else None,
        speaker=swap(claim.speaker) if claim.speaker else None,
        via=tuple(swap(one) for one in claim.via),
        scope=tuple((key, swap(one)) for key, one in claim.scope),
    )


def _key(question: str) -> str:
    """One key, in lower case. Raises `_Quit` at the end of the input."""
    if not sys.stdin.isatty():
        return (_line(question) or " ")[0].lower()
    click.echo(printable(question), err=True, nl=False)
    try:
        key = click.getchar()
    except (EOFError, KeyboardInterrupt):
        raise _Quit from None
    say(key if key.isprintable() else "")
    return "q" if key in ("\x1b", "\x03", "\x04") else key[:1].lower()


def _line(question: str) -> str:
    """A line of the input without its end. Raises `_Quit` at the end of the input."""
    click.echo(printable(question), err=True, nl=False)
    try:
        text = sys.stdin.readline()
    except KeyboardInterrupt:
        raise _Quit from None
    if not text:
        raise _Quit
    return text.strip()
