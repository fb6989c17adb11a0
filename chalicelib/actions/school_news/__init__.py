"""What a school does with its news."""
