"""What the portal is made of: pinned packages, no secrets in the source, no weak spots, no known weaknesses."""
