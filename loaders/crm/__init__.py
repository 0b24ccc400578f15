"""Exports of CRMs."""
