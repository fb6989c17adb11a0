"""The directory of schools and child care: the state's public files in, rows and problems out. Pure."""
