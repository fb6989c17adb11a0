"""`make bench`: how long the packaged portal takes to start and to answer, as ratios to other ways."""
