"""Forward kinematics against MuJoCo's own."""

import mujoco
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ilium.biomechanics.body import Body
from ilium.biomechanics.forward import placed, tree_of
from ilium.biomechanics.person import Person

BODY = Body(Person(height=1.70, mass=70))
AWKWARD = """
<mujoco><worldbody><body pos="1 2 3"><freejoint/><geom size="1"/>
  <body pos="0.1 0.2 0.3" quat="0.5 0.5 -0.5 0.5">
    <joint type="slide" axis="1 2 3" pos="0.3 0 0.1"/>
    <joint type="hinge" axis="-1 2 0.5" pos="0.1 0.2 -0.3"/><geom size="1"/>
    <body pos="0 0.5 0" quat="0.9 0.1 0.3 -0.2"><geom size="1"/>
      <body><joint type="hinge" axis="0 1 0" pos="0 0.4 0"/>
            <joint type="slide" axis="0 0 1"/><geom size="1"/></body></body></body>
  <body pos="0 0 1"><joint type="hinge" axis="1 0 0"/><geom size="1"/></body>
</body></worldbody></mujoco>
"""


def check(model, joints: np.ndarray) -> None:
    data = mujoco.MjData(model)
    found = placed(tree_of(model), joints)
    for frame, position in enumerate(joints):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        for ours, theirs in zip(
            found, (data.xpos, data.xmat, data.xanchor, data.xaxis), strict=True
        ):
            assert np.abs(ours[frame].reshape(theirs.shape) - theirs).max() < 1e-10


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_everything_is_where_mujoco_has_it(seed: int) -> None:
    joints = np.random.default_rng(seed).normal(size=(3, BODY.model.nq))
    check(BODY.model, joints)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_bodies_that_stand_askew_and_joints_off_their_origin(seed: int) -> None:
    model = mujoco.MjModel.from_xml_string(AWKWARD)
    check(model, np.random.default_rng(seed).normal(size=(3, model.nq)))
