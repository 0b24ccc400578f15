"""What programs may ask of a market: questions with typed arguments and answers of plain values."""
