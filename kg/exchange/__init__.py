"""What is handed on: exports of a build, each with a report of what its format cannot carry."""
