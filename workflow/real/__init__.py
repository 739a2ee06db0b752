"""Real reviews, rebuilt from other people's material and read as a review lead would read them."""
