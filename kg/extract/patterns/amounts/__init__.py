"""The quantities that words state, with unit and bound."""
