"""From the stored text to blocks for analysis: lines, pages, characters, and the furniture round a text."""
