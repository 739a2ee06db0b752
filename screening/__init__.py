"""Decisions of people put together, the undecided records put in order, and what can be said when reading stops."""
