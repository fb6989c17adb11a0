"""What people of a district, or of several schools, see across them."""
