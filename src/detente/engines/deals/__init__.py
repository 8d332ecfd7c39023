"""Deals: which packages the parties could accept, which are best and who blocks them."""
