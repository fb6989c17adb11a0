"""What a licensing board does about its licensees."""
