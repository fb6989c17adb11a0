"""Documents that people hand in, for every audience that may read them."""
