"""Names followed through the draft: what the kind of check “name” is made of."""
