"""The sums a desk does in its head: what the kind of check “number” is made of."""
