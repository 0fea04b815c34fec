"""Takes articles, the registry and the schema; gives what patterns over grammar read in them; touches nothing.

The default extractor: names, speech and manner from spaCy's analysis, amounts and times from the plain text, and the
patterns of the ontology's terms over all of them. Offsets count code points of an article's body.
"""
