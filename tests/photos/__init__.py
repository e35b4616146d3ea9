"""Invented papers, photographed on invented tables: well, and in every way that goes wrong."""
