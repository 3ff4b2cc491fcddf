"""Names, descriptions and pronouns, with what they refer back to."""
