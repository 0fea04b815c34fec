"""What the patterns of the ontology find: relations between named things."""
