"""Bytes become documents: one reader for each medium, digests and the spans of the original that they restate."""
