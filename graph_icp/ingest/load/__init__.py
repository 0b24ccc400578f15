"""The load itself: files in, statements stored, every refused row kept."""
