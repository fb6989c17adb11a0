"""How a school's people get and lose access."""
