"""Full texts become pages and passages; people's codings become extracts that are found again at their place."""
