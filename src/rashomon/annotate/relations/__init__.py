"""Why an event is said to have happened, or in answer to what: links between event mentions, as told."""
