"""Who and what is named: registered and new names, short forms, and words that refer back."""
