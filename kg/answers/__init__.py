"""Answers to questions about a build, and the list of the questions."""
