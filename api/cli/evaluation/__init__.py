"""``minuted eval``: how good it is, and which of two systems is better."""
