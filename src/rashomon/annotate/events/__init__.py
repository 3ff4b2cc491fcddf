"""Who did what to whom, where, and whether it is told as done: triggers, frames, participants, factuality."""
