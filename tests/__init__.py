"""Tests, named for behaviour: one file a room or a law."""
