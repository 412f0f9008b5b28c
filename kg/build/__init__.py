"""The build: a project is read, mapped, validated, closed and written; its index and the proof of its evidence."""
