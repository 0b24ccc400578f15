"""Pages that open in any browser: the profile and the back-test, in one look."""
