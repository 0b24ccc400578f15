"""Maps of accounts on which those stand near each other that are alike."""
