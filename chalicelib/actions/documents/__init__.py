"""Documents of a child's cases: handed in, checked, read, removed."""
