"""Reads files as documents: a reader for each medium, digests, and the spans of the original that they restate."""
