"""Takes an article, the schema and the registry; gives claims; touches nothing.

A drawer: one module an extractor. `reviewed` reads the claims that people wrote; its work is to prove them against the
article.
"""
