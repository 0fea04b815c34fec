"""Facts of English grammar about a word of a parsed sentence; no ontology, no names."""
