"""Rashomon lays many accounts of one conflict side by side: who says what happened, with the passage for everything."""

__version__ = "0.1.0"
