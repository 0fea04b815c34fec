"""A text as it is analysed: typography, sentences, tokens, headings, and what was found by token."""
