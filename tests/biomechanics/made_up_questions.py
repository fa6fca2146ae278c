"""A file of questions with one ordering, for the tests of its readers."""

ONE_ORDERING = """
claims = []

[[orderings]]
id = "R12"
statement = "The hip thrust works the glutes harder than the squat."
strength = "hard"
source = "Contreras 2015"
sources = ["contreras_2015"]

[[orderings.comparisons]]
of = ["gluteus_maximus"]
higher = ["hip_thrust_10rm"]
lower = ["back_squat"]
"""
