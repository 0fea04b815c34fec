"""The graph page in a real browser, from which every network is kept away."""
