"""The patterns that the ontology carries, parsed and indexed."""
