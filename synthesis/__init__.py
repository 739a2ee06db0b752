"""Verified extracts become matrices, themes and gap statements, counted on studies."""
