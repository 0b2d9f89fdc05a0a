"""Measurements of speed, run by hand; each prints a table of ratios."""
