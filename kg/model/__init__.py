"""What everything speaks: errors and messages, kinds of record, the vocabulary, terms, dates, project settings."""
