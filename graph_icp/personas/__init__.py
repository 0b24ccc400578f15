"""Personas: titles as level and function, whose contacts match which, and who is missing."""
