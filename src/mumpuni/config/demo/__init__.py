"""The demo season: the product's own services called in the order in which people would call them."""
