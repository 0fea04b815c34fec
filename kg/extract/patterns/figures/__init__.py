"""What the figures of a text measure, and of whom."""
