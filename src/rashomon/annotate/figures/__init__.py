"""Quantities: numbers with their bounds, what they count, what befell those counted."""
