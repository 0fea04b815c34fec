"""Takes gold and the readings of an extractor; gives how good the readings are, slot by slot; touches nothing.

The gold is not exhaustive: readers noted the main facts, not every number. Precision is therefore given twice. Strict:
what the gold does not have is wrong. At gold: only what overlaps the words of a gold fact is judged (for names: of a
gold mention), where the gold can be asked. The truth lies between the two.

Rules of matching
- Place. A quote overlaps a fact when they share a character. Facts without words in this text (reviewed claims,
  measured on the article that theirs restates) match wherever they are stated, and judge the proposals that share
  their property.
- Mentions. The same span, exactly; typed: a class at or below one of those that the mapping gives the type; linked:
  the entity that the gold's name resolves to, or a new one where the registry lacks it. Pronouns, "the company" and
  what a common noun tells ("the plant"), and names of classes that no type of the gold has, count only where the gold
  notes them. Articles whose gold has no mentions are left out.
- Quantities. A fact's figure is found where an amount that overlaps its words has the number (the sign aside; both
  ends of a range) and the unit; where a proposal infers the unit, that is the amount's. Two currencies of one value
  are one figure, found by either. A bound is that of the size: more than 30 for what "lost over 30%". "of claims": the
  same for the figures in proposals.
- Times. Equal where they cover the same days: 2025-Q1 is 2025-01/2025-03, and 2025-05 is not 2025-05-01. A gold time
  is asked for where the fact's own words carry one (a year, a month, a weekday, "last week") and the gold does not say
  that it comes from elsewhere; where it does, a claim without a time, or with one within it or around it, is right.
  So is a claim whose time no words tell, only the date of the article (who holds a post), where the gold has none.
- Speakers. A fact with a speaker is found where an overlapping proposal has that speaker; a proposal with a speaker is
  right where an overlapping fact has it.
- Claims, main slots. Subject, property (by the mapping, which may name several and turn them round) and object, figure
  or words, and overlapping. Names are resolved by the mapping and the registry, else compared by letters and digits;
  words by half of them, plural aside, unless the mapping calls the gold's a paraphrase. A fact that has neither object
  nor figure is told by its time, and its subject may be at either end of a relation. One to one, as many as can be. A
  proposal that says by another property what another has said of the same fact ("bought Norton", "paid 77 million for
  it") is wrong by the strict count and left out at gold, and so is one with another of the objects that the gold names
  for one fact ("competes with Norton and Vega"); the same once more is wrong by both.
- Claims, contested. The same, but only those proposals count as wrong that overlap a fact and have its property, its
  figure or both its ends without stating it or another fact: of the others the gold says nothing, right as they may be.
- Claims, every slot. Also bound, time, scope (those that the mapping or the claim gives), speaker, modality, negation.
- Triples, strict: main slots wherever they are stated, equal ones once, micro-averaged, wrong ones counted.
- The slots below "triples": how often each is right in proposals whose main slots are.
- When, of figures, wherever told: of figures found whose time the gold knows, also from elsewhere, how many have it.
- All facts: a proposal overlaps the fact, also one that the ontology cannot state, and has its main slots or carries
  its main value: the figure with its unit, or else the object, or else the time.
- As asserted: of the plans, denials and conditionals (predictions, questions) whose main slots, figure, or property and
  object a proposal has, the share that stands in one as plainly asserted: not negated and without condition.

The results do not depend on the order of facts or proposals.
"""

from kg.evaluate.case import Case, Outcome
from kg.evaluate.score import Evaluation, score

__all__ = ["Case", "Evaluation", "Outcome", "score"]
