"""What commissioners receive and what the team does next."""
