"""What a word stands for in a slot of a claim: a thing, a figure, a time."""
