"""Ways to spoil a human translation by rule, each a module with ``corrupt(german, english, chance) -> str | None``.

``chance`` is a ``random.Random`` of the pair's own, so that every run spoils alike; None where the pair has nothing
of the kind to spoil. ``CHECKS`` names the checks that ought to notice.
"""
