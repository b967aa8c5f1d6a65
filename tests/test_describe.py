"""What the catalogue puts on a report's card beyond its rooms."""

from __future__ import annotations

import pytest

from unioncorpus.catalogue.describe import describe


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("全年慰问困难职工xx人,发放慰问金××万元。", True),
        ("新建工会**家,发展会员___余名。", True),
        ("20xx年,我会慰问困难职工40名。", False),
        ("xx镇工会慰问困难职工40名。", False),
        ("开展“五比一创”活动,组织职工3×3篮球赛。", False),
    ],
)
def test_masked_figures_are_flagged(text: str, masked: bool) -> None:
    assert ("masked_figures" in describe(text).flags) is masked
