"""Who says which stretch of a text."""
