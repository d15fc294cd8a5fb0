"""The rooms of the work: the text engine, the ways out, the store, and the stages that use them."""
