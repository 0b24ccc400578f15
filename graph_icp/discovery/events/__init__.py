"""Events: series and their editions, the parts taken, and where customers stand out."""
