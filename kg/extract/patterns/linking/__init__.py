"""Takes the figures of an article with what the rules read; gives each with its likeliest metric and thing.

Touches only the weights beside the code. The rules are sure of what they read and silent where they are not. This
weighs what speaks for every metric that a figure may state, and for every thing that it may be about: two log-linear
choices, each among its candidates and "none", over features that name no metric and no thing. The weights were learned
on gold (`lexicon/links.yaml` says on which) and say how sure a reading is.
"""

from kg.extract.patterns.linking.linker import UNLIKELY, Linker

__all__ = ["UNLIKELY", "Linker"]
