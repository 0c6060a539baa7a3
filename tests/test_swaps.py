"""`swaps`: each change that must not go unnoticed can still be made, and a test notices it."""

import pytest
import swaps
from saying import fail


def test_each_swap_can_still_be_made():
    fail(
        f"tests/swaps.toml: {one['what']}: {one['old']!r} is not once in {one['file']}; renew it"
        for one in swaps.known()
        if (swaps.ROOT / one["file"]).read_text("utf-8").count(one["old"]) != 1
    )


@pytest.mark.left_to_all
def test_each_swap_is_noticed(capfd):
    left = swaps.main([])
    assert not left, capfd.readouterr().out
