"""The default extractor: word lists, cue words and syntax; touches nothing but its own lexicon files."""
