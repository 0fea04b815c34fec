"""How a clause is said: as a fact, a plan, a prediction, a question; denied or not."""
