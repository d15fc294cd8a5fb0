"""The nouns of stet: what passes between stages, and what the outside sees.

Everything here is frozen, typed and validated, and imports nothing but the standard library and pydantic.
Documents with a `schema` field are public; their JSON Schema is published under `docs/schemas/`.
"""
