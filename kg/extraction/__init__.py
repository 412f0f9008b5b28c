"""A text becomes proposed records: what a program suggests, with the words it rests on, for a person to accept or reject."""
