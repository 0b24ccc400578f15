"""From files to mentions and facts: recognise, clean, hand over, keep what was refused."""
