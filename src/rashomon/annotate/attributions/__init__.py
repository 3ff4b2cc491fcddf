"""Who is said to have said what: sources, cues, contents, and the events and figures they hold."""
