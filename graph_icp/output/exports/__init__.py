"""Files for other programs: what each target takes, cell by cell, and what was left out."""
