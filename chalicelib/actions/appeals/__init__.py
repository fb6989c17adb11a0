"""Appeals and the independent panel."""
