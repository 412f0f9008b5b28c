"""A person's review of proposals: decisions, their log, and the records that come of them; one module for the terminal."""
