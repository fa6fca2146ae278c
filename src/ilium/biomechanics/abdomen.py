"""Pressure in the abdomen: it pushes the ribs off the pelvis in front of the spine and extends it.

Who lifts holds the breath and presses: the diaphragm, transversus abdominis and the pelvic floor
raise the pressure, and none of them bends the spine by itself. They are one more muscle of the
equilibrium, whose pull is the torque that the pressure gives.
"""

import math

from ilium.biomechanics.person import Person

MOST_PRESSURE = 26_600.0
"""Pascals: what men reached when they held their breath and pressed as hard as they could, 26.6 +-
6.7 kPa (Harman 1988, Med Sci Sports Exerc 20(2):195-201). Heavy lifts come near: 21 to 23 kPa in
deadlift and leg press, more in squats (Blazek 2019, doi:10.5114/biolsport.2019.88759)."""

DEPTH, WIDTH = 0.10, 0.23
"""Metres from the lumbar joints to the front of the abdominal wall, and from side to side, between
myo-sim's lines of the oblique muscles. The cavity is taken for an ellipse with its middle half the
depth in front of the joints: 0.90 l of area times lever, where McGill and Norman 1987
(Ergonomics 30:1565-1588, as others cite them) have 243 cm2 times 3.8 cm, 0.92 l."""


def greatest_extension(person: Person) -> float:
    """The torque (N m) by which the highest pressure extends a person's lumbar spine.

    >>> round(greatest_extension(Person(height=1.70, mass=70)), 1)
    24.0
    """
    area = math.pi / 4 * DEPTH * WIDTH
    return MOST_PRESSURE * area * (DEPTH / 2) * person.scale**3
