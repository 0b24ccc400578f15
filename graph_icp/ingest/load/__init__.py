"""The load itself: files in, statements stored, every rejected row kept."""
