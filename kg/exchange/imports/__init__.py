"""Imports of partners' tables: what a table is received as, which of its rows are taken, and what is written."""
