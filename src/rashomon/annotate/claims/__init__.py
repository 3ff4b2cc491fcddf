"""What is said that is no event: who or what somebody is, how many, what is lawful, what will, should or is meant to be, how things stand."""
