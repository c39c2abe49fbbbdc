"""A factory of sessions and an engine, made in one file and used in another."""

from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine("sqlite://")
Session = sessionmaker(engine)
