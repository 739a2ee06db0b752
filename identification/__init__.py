"""Search exports become records, records become unique records; and the types that every later stage stands on."""
