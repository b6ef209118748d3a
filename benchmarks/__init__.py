"""How fast the product is, as ratios against bare tools measured beside it; what was measured stands in README.md."""
