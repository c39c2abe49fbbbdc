"""Makes the pool."""

from app.vendor import make_pool

pool = make_pool("postgresql:///app")
