"""What became of the second coder's notes on the draft of the codebook, and what broke on the grey literature."""

# Each note, and the codes, fields or rules that answer it. A test finds every code that is named here.
NOTES: tuple[tuple[str, str], ...] = ()
MENDED: tuple[str, ...] = ()
