"""The encodings of texts, told by their bytes."""
