"""Time expressions: recognised by forms over classes of words, resolved passage by passage, tied to events."""
