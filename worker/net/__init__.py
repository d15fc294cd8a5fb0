"""The only ways out: every request and every webhook passes one client behind one address guard."""
