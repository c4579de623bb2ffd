"""How claims in the writer's own voice are found: clauses, what is telling about them, the weights, the kinds."""
