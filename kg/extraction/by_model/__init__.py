"""A language model as an extractor, off by default: asked over HTTP, and believed in nothing that the text does not say."""
