"""The word lists of the English reader, and what reads them."""
