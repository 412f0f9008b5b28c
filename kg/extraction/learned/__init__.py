"""Small linear models: which name is a victim, which kinds of attack a text tells of, which country, which sentence to look at.

``bench.train`` makes them; ``mappings/weights/`` has their numbers. No word in them is anybody's name.
"""
