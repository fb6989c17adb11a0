"""What a school records of a child."""
