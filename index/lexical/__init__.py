"""Words as full-text search sees them, in any language: what is indexed, what is asked for, and what is left out."""
