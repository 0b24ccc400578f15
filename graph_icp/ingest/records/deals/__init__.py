"""Deals as rows tell of them: what came of them, and their people."""
